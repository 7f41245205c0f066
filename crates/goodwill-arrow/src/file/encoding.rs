//! What a file is by its bytes, and its text as UTF-8.

use super::{FileFormat, unreadable};
use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, WINDOWS_1252};
use goodwill::{Error, ErrorCode, Result};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// The character encoding of a text file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TextEncoding {
    /// Its name, as the WHATWG Encoding Standard has it: `UTF-8`, `windows-1252`, `gb18030`, …
    pub name: String,
    /// Whether it was neither given, nor marked in the file, nor proven: the bytes merely look like it.
    pub guessed: bool,
    /// How many byte sequences stand for no character in it; each was read as U+FFFD.
    pub replaced: u64,
}

/// How to turn the bytes of a file into UTF-8.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    pub(super) encoding: &'static Encoding,
    pub(super) guessed: bool,
    /// Whether the bytes are UTF-8 already, every one of them.
    proven: bool,
    /// Bytes of byte order mark to leave out.
    mark: u64,
}

const CHUNK: usize = 1 << 20;

/// Opens a regular file or says why that cannot be.
pub(super) fn open(path: &Path) -> Result<(File, u64)> {
    let refuse = |reason: &'static str| {
        Err(Error::new(
            ErrorCode::FileUnreadable,
            path.display().to_string(),
            reason,
        ))
    };
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if metadata.is_dir() {
        return refuse("is a directory, not a file");
    }
    if !metadata.is_file() {
        return refuse("is no regular file and cannot be read twice: save its content to a file first");
    }
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    Ok((file, metadata.len()))
}

pub(super) fn unsupported(path: &Path, reason: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::UnsupportedFile, path.display().to_string(), reason)
}

/// Fills `buffer` as far as the file goes.
fn fill(path: &Path, file: &mut File, buffer: &mut [u8]) -> Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(path, &error)),
        }
    }
    Ok(filled)
}

/// What other files begin with, and what to do about them.
const STRANGERS: [(&[u8], &str); 12] = [
    (
        b"PK\x03\x04",
        "is an Excel workbook or a zip archive: save the sheet as CSV",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "is an old Excel workbook: save the sheet as CSV",
    ),
    (b"\x1f\x8b", "is compressed with gzip: decompress it first"),
    (
        b"\x28\xb5\x2f\xfd",
        "is compressed with zstd: decompress it first",
    ),
    (b"BZh", "is compressed with bzip2: decompress it first"),
    (b"\xfd7zXZ", "is compressed with xz: decompress it first"),
    (b"7z\xbc\xaf", "is a 7z archive: unpack it first"),
    (b"ARROW1", "is an Arrow IPC (Feather) file: save it as Parquet"),
    (b"ORC", "is an ORC file: save it as Parquet"),
    (
        b"PARE",
        "is an encrypted Parquet file: save it without encryption",
    ),
    (b"%PDF", "is a PDF document: CSV and Parquet are read"),
    (b"SQLite format", "is an SQLite database: export the table as CSV"),
];

/// Recognises the format by the first bytes. What is no accepted format says what to do instead.
pub(super) fn recognise(path: &Path, file: &mut File) -> Result<FileFormat> {
    let mut head = [0; 16];
    let length = fill(path, file, &mut head)?;
    let head = &head[..length];
    if head.is_empty() {
        return Err(Error::new(
            ErrorCode::Empty,
            path.display().to_string(),
            "is an empty file: it has 0 bytes",
        ));
    }
    if head.starts_with(b"PAR1") {
        return Ok(FileFormat::Parquet);
    }
    if let Some((_, reason)) = STRANGERS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(unsupported(path, *reason));
    }
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    match text {
        [b'{', ..] => Err(unsupported(path, "is JSON: CSV and Parquet are read")),
        [b'[', next, ..] if b"{[ \r\n".contains(next) => {
            Err(unsupported(path, "is JSON: CSV and Parquet are read"))
        }
        [b'<', ..] => Err(unsupported(
            path,
            "is HTML or XML (some systems name it .xls): CSV and Parquet are read",
        )),
        _ => Ok(FileFormat::Csv),
    }
}

/// Finds the encoding of a text file. UTF-8 is proven on every byte of it, not on a sample.
pub(super) fn detect(path: &Path, mut file: File, label: Option<&str>) -> Result<Text> {
    let given = match label {
        None => None,
        Some(label) => Some(Encoding::for_label(label.as_bytes()).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidChoice,
                "encoding",
                "is no known character encoding",
            )
            .with_value(label)
        })?),
    };
    let mut buffer = vec![0; CHUNK];
    let mut filled = fill(path, &mut file, &mut buffer)?;
    let (marked, mark) = match Encoding::for_bom(&buffer[..filled]) {
        Some((encoding, mark)) if given.is_none_or(|given| agree(given, encoding)) => (Some(encoding), mark),
        _ => (None, 0),
    };
    let certain = marked.or(given);
    let text = |encoding, guessed, proven| Text {
        encoding,
        guessed,
        proven,
        mark: mark as u64,
    };
    if certain.is_none() {
        check_is_text(path, &buffer[..filled])?;
    }
    if let Some(encoding) = certain
        && encoding != UTF_8
    {
        return Ok(text(encoding, false, false));
    }
    // A byte order mark is UTF-8 like the rest.
    loop {
        let bytes = &buffer[..filled];
        if bytes.contains(&0) {
            return Err(unsupported(
                path,
                "is a binary file, no text: CSV and Parquet are read",
            ));
        }
        let at_end = filled < CHUNK;
        let carried = match core::str::from_utf8(bytes) {
            Ok(_) => 0,
            Err(error) if error.error_len().is_none() && !at_end => filled - error.valid_up_to(),
            Err(_) if certain.is_some() => return Ok(text(UTF_8, false, false)),
            Err(_) if looks_like_gb18030(bytes) => return Ok(text(GB18030, true, false)),
            Err(_) => return Ok(text(WINDOWS_1252, true, false)),
        };
        if at_end {
            return Ok(text(UTF_8, false, true));
        }
        buffer.copy_within(filled - carried.., 0);
        filled = carried + fill(path, &mut file, &mut buffer[carried..])?;
    }
}

/// Whether a byte order mark is of the encoding that was given; `utf-16` alone names no order.
fn agree(given: &'static Encoding, marked: &'static Encoding) -> bool {
    given == marked || given.name().starts_with("UTF-16") && marked.name().starts_with("UTF-16")
}

fn check_is_text(path: &Path, bytes: &[u8]) -> Result<()> {
    let zeros = |start: usize| {
        bytes
            .iter()
            .skip(start)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if (even + odd) * 3 > bytes.len() && even.max(odd) > 20 * even.min(odd) {
        let name = if odd > even { "utf-16le" } else { "utf-16be" };
        return Err(unsupported(
            path,
            format!("looks like UTF-16 without a byte order mark: give the encoding {name}"),
        ));
    }
    let controls = bytes
        .iter()
        .filter(|byte| matches!(**byte, 0..=8 | 14..=25 | 28..=31))
        .count();
    if even + odd > 0 || controls * 200 > bytes.len() {
        return Err(unsupported(
            path,
            "is a binary file, no text: CSV and Parquet are read",
        ));
    }
    Ok(())
}

/// Whether bytes that are no UTF-8 look like Chinese text in GB 2312, GBK or GB 18030.
///
/// Such text comes in pairs of bytes above A0, most of them common characters (lead byte B0 to D7) or full-width
/// signs. In Latin-1 an accented letter stands alone among ASCII; Cyrillic code pages lead with other bytes.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let (mut pairs, mut common, mut stray) = (0_usize, 0_usize, 0_usize);
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            0..=0x7f => {}
            lead @ 0xa1..=0xfe if bytes.get(i + 1).is_some_and(|byte| (0xa1..=0xfe).contains(byte)) => {
                pairs += 1;
                common += usize::from(matches!(lead, 0xb0..=0xd7 | 0xa1 | 0xa3));
                i += 1;
            }
            _ => stray += 1,
        }
        i += 1;
    }
    pairs > 0 && stray * 10 <= pairs && common * 10 >= pairs * 7
}

/// The text of a file as UTF-8, counting what is read.
pub(super) struct Decoded {
    file: File,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    ready: std::ops::Range<usize>,
    state: State,
    skip: u64,
    counts: Arc<Counts>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    AtEnd,
    Finished,
}

/// What has been read so far.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) bytes: AtomicU64,
    pub(super) replaced: AtomicU64,
    /// The last byte of the text that is no white space.
    pub(super) last: AtomicU8,
}

impl Decoded {
    pub(super) fn new(file: File, text: Text) -> (BufReader<Self>, Arc<Counts>) {
        let counts = Arc::new(Counts::default());
        let decoder = (!text.proven).then(|| text.encoding.new_decoder_without_bom_handling());
        let reader = Self {
            file,
            raw: vec![0; if decoder.is_some() { 1 << 16 } else { 0 }],
            decoder,
            ready: 0..0,
            state: State::Reading,
            skip: text.mark,
            counts: Arc::clone(&counts),
        };
        (BufReader::with_capacity(1 << 17, reader), counts)
    }
}

fn read_raw(file: &mut File, skip: &mut u64, counts: &Counts, buffer: &mut [u8]) -> io::Result<usize> {
    if *skip > 0 {
        let skipped = io::copy(&mut Read::by_ref(file).take(*skip), &mut io::sink())?;
        counts.bytes.fetch_add(skipped, Ordering::Relaxed);
        *skip = 0;
    }
    let read = file.read(buffer)?;
    counts.bytes.fetch_add(read as u64, Ordering::Relaxed);
    Ok(read)
}

impl Read for Decoded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.decode(out)?;
        if let Some(last) = out[..read].iter().rfind(|byte| !byte.is_ascii_whitespace()) {
            self.counts.last.store(*last, Ordering::Relaxed);
        }
        Ok(read)
    }
}

impl Decoded {
    fn decode(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            return read_raw(&mut self.file, &mut self.skip, &self.counts, out);
        };
        loop {
            if self.state == State::Finished || out.is_empty() {
                return Ok(0);
            }
            if self.state == State::Reading && self.ready.is_empty() {
                let read = read_raw(&mut self.file, &mut self.skip, &self.counts, &mut self.raw)?;
                self.ready = 0..read;
                if read == 0 {
                    self.state = State::AtEnd;
                }
            }
            let last = self.state == State::AtEnd;
            // Room for the sign that stands for a sequence that is no character.
            let room = out.len().saturating_sub(REPLACEMENT.len());
            let (result, read, mut written) = decoder.decode_to_utf8_without_replacement(
                &self.raw[self.ready.clone()],
                &mut out[..room],
                last,
            );
            self.ready.start += read;
            match result {
                DecoderResult::InputEmpty if last => self.state = State::Finished,
                DecoderResult::Malformed(..) => {
                    out[written..written + REPLACEMENT.len()].copy_from_slice(REPLACEMENT);
                    written += REPLACEMENT.len();
                    self.counts.replaced.fetch_add(1, Ordering::Relaxed);
                }
                DecoderResult::OutputFull if written == 0 => {
                    return Err(io::Error::other("the buffer is too small for a character"));
                }
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// The beginning of the text: whole lines, as long as the file has more.
pub(super) fn sample(path: &Path, reader: &mut impl BufRead) -> Result<String> {
    const SAMPLE: u64 = 1 << 18;
    let mut bytes = Vec::new();
    reader
        .take(SAMPLE)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 == SAMPLE
        && let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n')
    {
        bytes.truncate(end + 1);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_told_from_western_and_cyrillic() {
        let (chinese, ..) = encoding_rs::GBK.encode("客户编号,下单时间,金额\n张三,2024年1月31日,12.50\n");
        assert!(looks_like_gb18030(&chinese));
        let (western, ..) = WINDOWS_1252.encode("Name;Straße;créée\nMüller;Größe 7;déjà\n");
        assert!(!looks_like_gb18030(&western));
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode("клиент;дата заказа;сумма\nИванов;2024;7\n");
        assert!(!looks_like_gb18030(&cyrillic));
    }
}
