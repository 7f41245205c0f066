//! Dates written as text or as integers: one format a column, found from the data or given.
//!
//! Nothing is guessed silently. `03/04/2024` is the third of April in one country and the fourth of March in
//! another: [`DateDetector`] decides only when some row of the column has a day above 12, and asks otherwise.

use core::fmt;
use core::str::FromStr;
use goodwill::calendar::Day;
use goodwill::{Error, ErrorCode, Result};

/// How the dates of a column are written.
///
/// ```
/// use goodwill_arrow::date::DateFormat;
///
/// let format: DateFormat = "DD/MM/YYYY".parse()?;
/// assert_eq!(format.day("31/01/2024 10:20").unwrap().to_string(), "2024-01-31");
/// assert_eq!(format.day("01/31/2024"), None);
/// let format: DateFormat = "%d %B %Y".parse()?; // anything else as a strptime pattern
/// assert_eq!(format.day("31 January 2024").unwrap().to_string(), "2024-01-31");
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// A time of day and an offset from UTC may follow the date; the civil day is the one that is written, whatever
/// the offset.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DateFormat {
    /// `2024-01-31`, `2024/1/31`, `2024.01.31`.
    YearMonthDay(Separator),
    /// `20240131`, as text or as an integer; with a time, `20240131102030`.
    Compact,
    /// `31.01.2024`, `31/1/2024`, `31-01-2024`.
    DayMonthYear(Separator),
    /// `01/31/2024`, `1-31-2024`.
    MonthDayYear(Separator),
    /// An English month name: `31 Jan 2024`, `31-JAN-2024`, `January 31, 2024`, `Wed, 31 Jan 2024`.
    MonthName,
    /// `2024年1月31日`.
    Chinese,
    /// Seconds since 1970-01-01 UTC, as an integer or as digits. Never guessed.
    UnixSeconds,
    /// Milliseconds since 1970-01-01 UTC, as an integer or as digits. Never guessed.
    UnixMilliseconds,
    /// Days as Excel counts them (1900 system, 60 is the day that never was), as a number or as digits. Never guessed.
    ExcelSerial,
    /// A `strptime` pattern, as [`jiff::fmt::strtime`] understands it.
    Pattern(String),
}

/// The sign between year, month and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Separator {
    /// `-`
    Dash,
    /// `/`
    Slash,
    /// `.`
    Dot,
}

impl Separator {
    const ALL: [Self; 3] = [Self::Dash, Self::Slash, Self::Dot];

    const fn byte(self) -> u8 {
        match self {
            Self::Dash => b'-',
            Self::Slash => b'/',
            Self::Dot => b'.',
        }
    }

    const fn of(byte: u8) -> Option<Self> {
        match byte {
            b'-' => Some(Self::Dash),
            b'/' => Some(Self::Slash),
            b'.' => Some(Self::Dot),
            _ => None,
        }
    }
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: [&str; 3], separator: Separator| {
            f.write_str(&parts.join(core::str::from_utf8(&[separator.byte()]).unwrap_or("-")))
        };
        match self {
            Self::YearMonthDay(separator) => joined(f, ["YYYY", "MM", "DD"], *separator),
            Self::DayMonthYear(separator) => joined(f, ["DD", "MM", "YYYY"], *separator),
            Self::MonthDayYear(separator) => joined(f, ["MM", "DD", "YYYY"], *separator),
            Self::Compact => f.write_str("YYYYMMDD"),
            Self::MonthName => f.write_str("DD Mon YYYY"),
            Self::Chinese => f.write_str("YYYY年M月D日"),
            Self::UnixSeconds => f.write_str("unix_seconds"),
            Self::UnixMilliseconds => f.write_str("unix_milliseconds"),
            Self::ExcelSerial => f.write_str("excel_serial"),
            Self::Pattern(pattern) => f.write_str(pattern),
        }
    }
}

impl FromStr for DateFormat {
    type Err = Error;

    /// Reads a name as [`DateFormat`] prints it (`YYYY-MM-DD`, `DD/MM/YYYY`, `unix_seconds`, …) or a `strptime` pattern.
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.contains('%') {
            return Self::from_pattern(text);
        }
        for separator in Separator::ALL {
            for format in [
                Self::YearMonthDay(separator),
                Self::DayMonthYear(separator),
                Self::MonthDayYear(separator),
            ] {
                if format.to_string().eq_ignore_ascii_case(text) {
                    return Ok(format);
                }
            }
        }
        [
            Self::Compact,
            Self::MonthName,
            Self::Chinese,
            Self::UnixSeconds,
            Self::UnixMilliseconds,
            Self::ExcelSerial,
        ]
        .into_iter()
        .find(|format| format.to_string().eq_ignore_ascii_case(text))
        .ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidChoice,
                "date_format",
                "must be a name such as YYYY-MM-DD, YYYYMMDD, DD/MM/YYYY, MM/DD/YYYY, DD.MM.YYYY, DD Mon YYYY, \
                 YYYY年M月D日, unix_seconds, unix_milliseconds or excel_serial, or a strptime pattern such as %d/%m/%y",
            )
            .with_value(text)
        })
    }
}

impl DateFormat {
    fn from_pattern(pattern: &str) -> Result<Self> {
        // The patterns that have a hand-written reader get it.
        for separator in Separator::ALL {
            let sign = separator.byte() as char;
            if pattern == format!("%Y{sign}%m{sign}%d") {
                return Ok(Self::YearMonthDay(separator));
            }
            if pattern == format!("%d{sign}%m{sign}%Y") {
                return Ok(Self::DayMonthYear(separator));
            }
            if pattern == format!("%m{sign}%d{sign}%Y") {
                return Ok(Self::MonthDayYear(separator));
            }
        }
        if pattern == "%Y%m%d" {
            return Ok(Self::Compact);
        }
        let probe = jiff::civil::date(2024, 1, 31)
            .at(10, 20, 30, 0)
            .to_zoned(jiff::tz::TimeZone::UTC)
            .map(|zoned| jiff::fmt::strtime::BrokenDownTime::from(&zoned).to_string(pattern));
        match probe {
            Ok(Ok(text)) => {
                let format = Self::Pattern(pattern.to_owned());
                if format.day(&text).is_some() {
                    return Ok(format);
                }
                Err("must name a year, a month and a day")
            }
            _ => Err("is no strptime pattern"),
        }
        .map_err(|reason| Error::new(ErrorCode::InvalidChoice, "date_format", reason).with_value(pattern))
    }

    /// The day that `text` names, or `None` where it names none in this format.
    #[must_use]
    pub fn day(&self, text: &str) -> Option<Day> {
        self.day_number(text.as_bytes())
            .and_then(|number| Day::new(number).ok())
    }

    /// As [`day`](Self::day), the fast way: days since 1970-01-01.
    pub(crate) fn day_number(&self, text: &[u8]) -> Option<i32> {
        match self {
            Self::YearMonthDay(separator) => {
                if let [y1, y2, y3, y4, s1, m1, m2, s2, d1, d2, tail @ ..] = text
                    && *s1 == separator.byte()
                    && *s2 == separator.byte()
                    && [y1, y2, y3, y4, m1, m2, d1, d2]
                        .iter()
                        .all(|byte| byte.is_ascii_digit())
                    && (tail.is_empty() || is_time_of_day(tail))
                {
                    let two = |tens: &u8, ones: &u8| u32::from(tens - b'0') * 10 + u32::from(ones - b'0');
                    return civil(two(y1, y2) * 100 + two(y3, y4), two(m1, m2), two(d1, d2));
                }
                match Triple::read(text.trim_ascii(), separator.byte())? {
                    Triple {
                        a: (year, 4),
                        b: (month, ..=2),
                        c: (day, ..=2),
                    } => civil(year, month, day),
                    _ => None,
                }
            }
            Self::DayMonthYear(separator) => match Triple::read(text.trim_ascii(), separator.byte())? {
                Triple {
                    a: (day, ..=2),
                    b: (month, ..=2),
                    c: (year, 4),
                } => civil(year, month, day),
                _ => None,
            },
            Self::MonthDayYear(separator) => match Triple::read(text.trim_ascii(), separator.byte())? {
                Triple {
                    a: (month, ..=2),
                    b: (day, ..=2),
                    c: (year, 4),
                } => civil(year, month, day),
                _ => None,
            },
            Self::Compact => compact(text.trim_ascii()),
            Self::MonthName => month_name(text.trim_ascii()),
            Self::Chinese => chinese(core::str::from_utf8(text).ok()?.trim()),
            Self::UnixSeconds | Self::UnixMilliseconds | Self::ExcelSerial => {
                self.day_of_number(core::str::from_utf8(text).ok()?.trim().parse().ok()?)
            }
            Self::Pattern(pattern) => {
                let text = core::str::from_utf8(text).ok()?.trim();
                let (parsed, used) = jiff::fmt::strtime::BrokenDownTime::parse_prefix(pattern, text).ok()?;
                let tail = &text.as_bytes()[used..];
                if !tail.is_empty() && !is_time_of_day(tail) {
                    return None;
                }
                let date = parsed.to_date().ok()?;
                civil(
                    u32::try_from(date.year()).ok()?,
                    u32::try_from(date.month()).ok()?,
                    u32::try_from(date.day()).ok()?,
                )
            }
        }
    }

    /// The day that a number names, where the format counts: `20240131`, seconds, milliseconds, Excel's days.
    pub(crate) fn day_of_number(&self, number: f64) -> Option<i32> {
        let day = match self {
            Self::Compact => {
                return if number == number.trunc() {
                    compact_integer(number as i64)
                } else {
                    None
                };
            }
            Self::UnixSeconds => (number / 86_400.0).floor(),
            Self::UnixMilliseconds => (number / 86_400_000.0).floor(),
            // Day 1 is 1900-01-01, and day 60 is 1900-02-29, which never was.
            Self::ExcelSerial => match number.floor() {
                serial @ 1.0..=59.0 => serial - 25_568.0,
                serial if serial >= 61.0 => serial - 25_569.0,
                _ => return None,
            },
            _ => return None,
        };
        (f64::from(Day::MIN.number())..=f64::from(Day::MAX.number()))
            .contains(&day)
            .then_some(day as i32)
    }
}

/// Days since 1970-01-01 of a civil date that exists.
fn civil(year: u32, month: u32, day: u32) -> Option<i32> {
    const LENGTH: [u32; 13] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = LENGTH.get(month as usize)? + u32::from(month == 2 && leap);
    if !(1..=9999).contains(&year) || day == 0 || day > length {
        return None;
    }
    // Hinnant's days_from_civil for years that are not negative.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(
        (era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year) as i32
            - 719_468,
    )
}

/// Three runs of digits, each with its length.
struct Triple {
    a: (u32, usize),
    b: (u32, usize),
    c: (u32, usize),
}

impl Triple {
    fn read(text: &[u8], separator: u8) -> Option<Self> {
        let (a, rest) = digits(text)?;
        let (b, rest) = digits(rest.strip_prefix(&[separator])?)?;
        let (c, rest) = digits(rest.strip_prefix(&[separator])?)?;
        (rest.is_empty() || is_time_of_day(rest)).then_some(Self { a, b, c })
    }
}

/// The number and length of the leading run of at most four digits, and what follows.
fn digits(text: &[u8]) -> Option<((u32, usize), &[u8])> {
    let length = text
        .iter()
        .take(5)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if length == 0 || length > 4 {
        return None;
    }
    let number = text[..length]
        .iter()
        .fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
    Some(((number, length), &text[length..]))
}

/// `20240131`, perhaps followed by a time of day, `20240131102030` included.
fn compact(text: &[u8]) -> Option<i32> {
    let (date, tail) = text.split_at_checked(8)?;
    if !date.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let clock = tail.len() == 6 || tail.len() == 4;
    if !(tail.is_empty() || is_time_of_day(tail) || clock && tail.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    compact_integer(date.iter().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0')))
}

pub(crate) fn compact_integer(number: i64) -> Option<i32> {
    let number = u32::try_from(number).ok()?;
    civil(number / 10_000, number / 100 % 100, number % 100)
}

/// What may follow a date: a clock time, with fraction, AM or PM, offset or zone.
fn is_time_of_day(tail: &[u8]) -> bool {
    let Some((&first, rest)) = tail.split_first() else {
        return false;
    };
    let rest = match first {
        b' ' | b'T' | b't' | b',' => rest.trim_ascii_start(),
        b'Z' | b'z' => return rest.is_empty(), // xsd:date with a zone
        _ => return false,
    };
    let Some(mut rest) = strip_clock(rest) else {
        return false;
    };
    if let Some((b'.' | b',', after)) = rest.split_first() {
        let length = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            return false;
        }
        rest = &after[length..];
    }
    rest = rest.trim_ascii();
    if let Some((half, after)) = rest.split_at_checked(2)
        && (half.eq_ignore_ascii_case(b"AM") || half.eq_ignore_ascii_case(b"PM"))
    {
        rest = after.trim_ascii();
    }
    // An offset or the name of a zone: `Z`, `+08:00`, `+0800`, `UTC`, `+08:00[Asia/Shanghai]`.
    rest.len() <= 48
        && rest
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-:/_[]() ".contains(byte))
        && rest
            .first()
            .is_none_or(|byte| byte.is_ascii_alphabetic() || b"+-[(".contains(byte))
}

/// What follows hours, minutes and seconds: `10:20:30`, `9:05`, `102030`, `1020`, and hours alone before AM or PM.
fn strip_clock(text: &[u8]) -> Option<&[u8]> {
    let run = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sixtieths = |text: &[u8]| text.len() == 2 && text[0] <= b'5' || text == b"60";
    if matches!(run, 4 | 6) {
        let fits = text[..2] <= b"24"[..] && text[2..run].chunks(2).all(sixtieths);
        return fits.then(|| &text[run..]);
    }
    let (hours, mut rest) = text.split_at(run);
    let fits = run == 1 || run == 2 && hours <= &b"24"[..];
    if !fits
        || rest
            .first()
            .is_none_or(|byte| *byte != b':' && *byte != b' ' && !byte.is_ascii_alphabetic())
    {
        return None;
    }
    for _ in 0..2 {
        let Some(after) = rest.strip_prefix(b":") else {
            break;
        };
        let run = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if !(sixtieths(&after[..run]) || run == 1) {
            return None;
        }
        rest = &after[run..];
    }
    Some(rest)
}

fn month_name(text: &[u8]) -> Option<i32> {
    const MONTHS: &[u8; 36] = b"janfebmaraprmayjunjulaugsepoctnovdec";
    let mut year = None;
    let mut month = None;
    let mut day = None;
    let mut rest = text;
    // At most a weekday, a month, a day and a year, in whatever order the year comes last.
    for _ in 0..4 {
        let start = rest.iter().position(|byte| !b" -/.,".contains(byte))?;
        rest = &rest[start..];
        let length = rest
            .iter()
            .position(|byte| b" -/.,".contains(byte))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        rest = after;
        if word[0].is_ascii_digit() {
            let ((number, length), suffix) = digits(word)?;
            match (length, day) {
                (1..=2, None) if suffix.is_empty() || suffix.iter().all(u8::is_ascii_alphabetic) => {
                    day = Some(number);
                }
                (4, Some(_)) if suffix.is_empty() && month.is_some() => year = Some(number),
                _ => return None,
            }
        } else {
            let short = word.get(..3)?.to_ascii_lowercase();
            match MONTHS.chunks_exact(3).position(|name| name == short) {
                Some(index) if month.is_none() => month = Some(index as u32 + 1),
                None if month.is_none() && day.is_none() && word.iter().all(u8::is_ascii_alphabetic) => {} // weekday
                _ => return None,
            }
        }
        if year.is_some() {
            break;
        }
    }
    if !rest.is_empty() && !is_time_of_day(rest) {
        return None;
    }
    civil(year?, month?, day?)
}

/// `2024年1月31日`, perhaps followed by a time.
fn chinese(text: &str) -> Option<i32> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, tail) = rest.split_once(['日', '号'])?;
    let number = |text: &str, length: core::ops::RangeInclusive<usize>| -> Option<u32> {
        let text = text.trim();
        (length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    };
    if !tail
        .chars()
        .all(|c| c.is_ascii_digit() || " :.时分秒点上下午".contains(c))
    {
        return None;
    }
    civil(number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?)
}

/// Collects the evidence of a column's values and names its one format.
///
/// ```
/// use goodwill_arrow::date::DateDetector;
///
/// let mut detector = DateDetector::default();
/// detector.see("03/04/2024");
/// assert_eq!(
///     detector.format("order_date").unwrap_err().to_string(),
///     "order_date: could be DD/MM/YYYY or MM/DD/YYYY: no day above 12 decides, give the date format, got 03/04/2024"
/// );
/// detector.see("28/04/2024");
/// assert_eq!(detector.format("order_date")?.to_string(), "DD/MM/YYYY");
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct DateDetector {
    shapes: Vec<(Shape, u64, String)>,
    unknown: u64,
    first_unknown: Option<String>,
}

/// What one value allows its format to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    YearFirst(Separator),
    Compact,
    DayFirst(Separator),
    MonthFirst(Separator),
    DayOrMonthFirst(Separator),
    MonthName,
    Chinese,
}

impl Shape {
    fn of(text: &[u8]) -> Option<Self> {
        let text = text.trim_ascii();
        if text.first()?.is_ascii_digit() {
            if let Some(separator) = text
                .iter()
                .find(|byte| !byte.is_ascii_digit())
                .and_then(|byte| Separator::of(*byte))
            {
                let fits = |format: &DateFormat| format.day_number(text).is_some();
                if fits(&DateFormat::YearMonthDay(separator)) {
                    return Some(Self::YearFirst(separator));
                }
                let day_first = fits(&DateFormat::DayMonthYear(separator));
                // Nobody writes the month first before a dot.
                let month_first = separator != Separator::Dot && fits(&DateFormat::MonthDayYear(separator));
                match (day_first, month_first) {
                    (true, true) => return Some(Self::DayOrMonthFirst(separator)),
                    (true, false) => return Some(Self::DayFirst(separator)),
                    (false, true) => return Some(Self::MonthFirst(separator)),
                    (false, false) => {}
                }
            } else if compact(text).is_some() {
                return Some(Self::Compact);
            } else if DateFormat::Chinese.day_number(text).is_some() {
                return Some(Self::Chinese);
            }
        }
        month_name(text).map(|_| Self::MonthName)
    }

    fn format(self) -> DateFormat {
        match self {
            Self::YearFirst(separator) => DateFormat::YearMonthDay(separator),
            Self::Compact => DateFormat::Compact,
            Self::DayFirst(separator) | Self::DayOrMonthFirst(separator) => {
                DateFormat::DayMonthYear(separator)
            }
            Self::MonthFirst(separator) => DateFormat::MonthDayYear(separator),
            Self::MonthName => DateFormat::MonthName,
            Self::Chinese => DateFormat::Chinese,
        }
    }

    /// Shapes that belong together: what is undecided joins what decides it.
    fn family(self) -> (u8, Option<Separator>) {
        match self {
            Self::YearFirst(separator) => (0, Some(separator)),
            Self::DayFirst(separator) | Self::MonthFirst(separator) | Self::DayOrMonthFirst(separator) => {
                (1, Some(separator))
            }
            Self::Compact => (2, None),
            Self::MonthName => (3, None),
            Self::Chinese => (4, None),
        }
    }
}

impl DateDetector {
    /// Takes one value into account; missing ones say nothing.
    pub fn see(&mut self, text: &str) {
        if crate::text::is_missing(text) {
            return;
        }
        let Some(shape) = Shape::of(text.as_bytes()) else {
            self.unknown += 1;
            self.first_unknown.get_or_insert_with(|| text.to_owned());
            return;
        };
        match self.shapes.iter_mut().find(|(known, ..)| *known == shape) {
            Some((_, count, _)) => *count += 1,
            None => self.shapes.push((shape, 1, text.to_owned())),
        }
    }

    /// Whether more values can still change the answer from "ask" to a format.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.shapes
            .iter()
            .all(|(shape, ..)| matches!(shape, Shape::DayOrMonthFirst(_)))
    }

    /// How many values named a date in some format, and how many did not.
    #[must_use]
    pub fn seen(&self) -> (u64, u64) {
        (self.shapes.iter().map(|(_, count, _)| count).sum(), self.unknown)
    }

    /// The format of the column called `name`.
    ///
    /// Up to one value in ten may fit no format (a total line, a note): whoever reads the column meets it again
    /// and reports it. [`ErrorCode::InvalidDate`] when the column holds no dates, mixes formats or leaves day and
    /// month open; [`ErrorCode::Empty`] when it holds nothing at all.
    pub fn format(&self, name: &str) -> Result<DateFormat> {
        let error = |reason: String, value: &str| {
            Err(Error::new(ErrorCode::InvalidDate, name.to_owned(), reason).with_value(value))
        };
        let (dates, unknown) = self.seen();
        let Some(leader) = self
            .shapes
            .iter()
            .map(|(shape, ..)| shape.family())
            .max_by_key(|family| {
                self.shapes
                    .iter()
                    .filter(|(s, ..)| s.family() == *family)
                    .map(|(_, n, _)| *n)
                    .sum::<u64>()
            })
        else {
            return match &self.first_unknown {
                None => Err(Error::new(
                    ErrorCode::Empty,
                    name.to_owned(),
                    "holds no dates: every value is missing",
                )),
                Some(value) => {
                    let hint = if value.bytes().all(|byte| byte.is_ascii_digit()) {
                        "is in no date format known from the digits alone: give the date format \
                         (unix_seconds, unix_milliseconds, excel_serial or a strptime pattern)"
                    } else {
                        "is in no known date format: give the date format as a strptime pattern"
                    };
                    error(hint.into(), value)
                }
            };
        };
        let family = || self.shapes.iter().filter(|(shape, ..)| shape.family() == leader);
        let fitting: u64 = family().map(|(_, count, _)| count).sum();
        if fitting * 10 < (dates + unknown) * 9 {
            let stranger = self
                .shapes
                .iter()
                .find(|(shape, ..)| shape.family() != leader)
                .map(|(.., text)| text)
                .or(self.first_unknown.as_ref());
            return error(
                format!(
                    "is not in one date format: {fitting} of {} values are like {:?}",
                    dates + unknown,
                    family().next().map_or("", |(.., text)| text)
                ),
                stranger.map_or("", String::as_str),
            );
        }
        let find = |wanted: fn(&Shape) -> bool| family().find(|(shape, ..)| wanted(shape));
        let day_first = find(|shape| matches!(shape, Shape::DayFirst(_)));
        let month_first = find(|shape| matches!(shape, Shape::MonthFirst(_)));
        if let (Some((.., day)), Some((.., month))) = (day_first, month_first) {
            return error(
                format!(
                    "mixes day-first and month-first dates ({day:?} and {month:?}): give the date format"
                ),
                month,
            );
        }
        if let Some((shape, ..)) = day_first.or(month_first) {
            return Ok(shape.format());
        }
        match family().next() {
            Some((shape @ Shape::DayOrMonthFirst(Separator::Dot), ..)) => Ok(shape.format()),
            Some((Shape::DayOrMonthFirst(separator), _, text)) => error(
                format!(
                    "could be {} or {}: no day above 12 decides, give the date format",
                    DateFormat::DayMonthYear(*separator),
                    DateFormat::MonthDayYear(*separator)
                ),
                text,
            ),
            Some((shape, ..)) => Ok(shape.format()),
            None => error("is in no known date format".into(), ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[&str]) -> Result<String> {
        let mut detector = DateDetector::default();
        for value in values {
            detector.see(value);
        }
        let format = detector.format("date")?;
        let expected = format.day(values[0]).map(|day| day.to_string());
        Ok(format!("{format} {}", expected.unwrap_or_default()))
    }

    #[test]
    fn formats_are_found() {
        for (text, format) in [
            ("2024-01-31", "YYYY-MM-DD"),
            ("2024-1-31", "YYYY-MM-DD"),
            ("2024-01-31 10:20", "YYYY-MM-DD"),
            ("2024-01-31 10:20:30.123456", "YYYY-MM-DD"),
            ("2024-01-31T10:20:30Z", "YYYY-MM-DD"),
            ("2024-01-31T23:20:30+08:00", "YYYY-MM-DD"),
            ("2024-01-31 10:20:30 +0800", "YYYY-MM-DD"),
            ("2024-01-31T10:20:30.5-05:00[America/New_York]", "YYYY-MM-DD"),
            ("2024-01-31 10:20:30 UTC", "YYYY-MM-DD"),
            (" 2024-01-31 ", "YYYY-MM-DD"),
            ("2024/01/31", "YYYY/MM/DD"),
            ("2024/1/31 9:05", "YYYY/MM/DD"),
            ("2024.01.31", "YYYY.MM.DD"),
            ("20240131", "YYYYMMDD"),
            ("20240131102030", "YYYYMMDD"),
            ("20240131T102030Z", "YYYYMMDD"),
            ("20240131 10:20:30", "YYYYMMDD"),
            ("31.01.2024", "DD.MM.YYYY"),
            ("31.1.2024 10:20", "DD.MM.YYYY"),
            ("31/01/2024", "DD/MM/YYYY"),
            ("31-01-2024", "DD-MM-YYYY"),
            ("01/31/2024", "MM/DD/YYYY"),
            ("1/31/2024 8:26", "MM/DD/YYYY"),
            ("1/31/2024 8:26:00 PM", "MM/DD/YYYY"),
            ("31 Jan 2024", "DD Mon YYYY"),
            ("31-JAN-2024", "DD Mon YYYY"),
            ("January 31, 2024", "DD Mon YYYY"),
            ("Jan 31st, 2024 10:20 AM", "DD Mon YYYY"),
            ("Wed, 31 Jan 2024 10:20:30 GMT", "DD Mon YYYY"),
            ("2024年1月31日", "YYYY年M月D日"),
            ("2024年01月31日 10时20分", "YYYY年M月D日"),
        ] {
            assert_eq!(
                found(&[text]).as_deref(),
                Ok(&*format!("{format} 2024-01-31")),
                "{text}"
            );
            let format: DateFormat = format.parse().unwrap();
            assert_eq!(format.day(text).unwrap().to_string(), "2024-01-31");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "2024-02-30",
            "2024-13-01",
            "2024-01-32",
            "0000-01-01",
            "2024-01",
            "2024-01-31x",
            "2024-01-31 25:00",
            "2024-01-31 10",
            "2024-01-31 10:61",
            "24-01-31",
            "20240230",
            "2024013",
            "1706659200",
            "31/02/2024",
            "31/13/2024",
            "1/2/24",
            "2024年13月1日",
            "31 Foo 2024",
            "Jan 2024",
            "yesterday",
            "12.5",
            "2024-01/31",
        ] {
            let error = found(&[text]).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidDate, "{text}");
            assert_eq!(error.value(), Some(text));
        }
        assert_eq!(
            found(&["", "NA", "null", "NaT"]).unwrap_err().code(),
            ErrorCode::Empty
        );
    }

    #[test]
    fn day_and_month_are_never_guessed() {
        assert!(
            found(&["03/04/2024", "05/06/2024"])
                .unwrap_err()
                .reason()
                .contains("DD/MM/YYYY or MM/DD/YYYY")
        );
        assert_eq!(
            found(&["03/04/2024", "13/04/2024"]).as_deref(),
            Ok("DD/MM/YYYY 2024-04-03")
        );
        assert_eq!(
            found(&["03/04/2024", "04/13/2024"]).as_deref(),
            Ok("MM/DD/YYYY 2024-03-04")
        );
        assert!(
            found(&["13/04/2024", "04/13/2024"])
                .unwrap_err()
                .reason()
                .contains("mixes")
        );
        // Nobody writes 03.04.2024 for the fourth of March.
        assert_eq!(found(&["03.04.2024"]).as_deref(), Ok("DD.MM.YYYY 2024-04-03"));
    }

    #[test]
    fn a_stray_value_does_not_change_the_format() {
        let mut values = vec!["2024-01-31"; 19];
        values.push("Total");
        assert_eq!(found(&values).as_deref(), Ok("YYYY-MM-DD 2024-01-31"));
        values.extend(["31.01.2024"; 3]);
        assert!(found(&values).unwrap_err().reason().contains("19 of 23"));
    }

    #[test]
    fn given_formats() {
        let day = |format: &str, text: &str| {
            format
                .parse::<DateFormat>()
                .unwrap()
                .day(text)
                .map(|day| day.to_string())
        };
        let january = Some("2024-01-31".to_owned());
        assert_eq!(day("%d/%m/%y", "31/01/24"), january);
        assert_eq!(day("%d%b%Y", "31JAN2024"), january);
        assert_eq!(day("%Y-%m-%d %H:%M", "2024-01-31 10:20"), january);
        assert_eq!(day("%d/%m/%y", "31/01/24 10:20"), january);
        assert_eq!(day("%d/%m/%y", "31/01/24th"), None);
        assert_eq!(day("yyyy-mm-dd", "2024-01-31"), january);
        assert_eq!(day("unix_seconds", "1706659200"), january);
        assert_eq!(day("unix_milliseconds", "1706659200000"), january);
        assert_eq!(day("excel_serial", "45322"), january);
        assert_eq!(day("excel_serial", "45322.75"), january);
        assert_eq!(day("excel_serial", "1"), Some("1900-01-01".into()));
        assert_eq!(day("excel_serial", "59"), Some("1900-02-28".into()));
        assert_eq!(day("excel_serial", "60"), None);
        assert_eq!(day("excel_serial", "61"), Some("1900-03-01".into()));
        assert_eq!("%Y-%m-%d".parse(), Ok(DateFormat::YearMonthDay(Separator::Dash)));
        for bad in ["%Q", "%Y", "%H:%M", "iso", ""] {
            assert_eq!(
                bad.parse::<DateFormat>().unwrap_err().code(),
                ErrorCode::InvalidChoice,
                "{bad}"
            );
        }
    }

    #[test]
    fn every_civil_day_is_the_core_s() {
        for number in (Day::MIN.number()..=Day::MAX.number()).step_by(7) {
            let (year, month, day) = Day::new(number).unwrap().ymd();
            assert_eq!(civil(year as u32, month.into(), day.into()), Some(number));
        }
        assert_eq!(civil(1900, 2, 29), None);
        assert_eq!(civil(2000, 2, 29), Some(11_016));
    }
}
