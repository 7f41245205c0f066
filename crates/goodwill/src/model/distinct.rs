//! Equal rows put together, on one thread or on many.
//!
//! What tells rows apart are a few words: doubles as their bits. As a rule a word takes few values in a column (whole
//! numbers, days in weeks), so pieces of the column first number the values they meet. Of these dictionaries joined and
//! sorted, the rank of a row's first word says to which bucket it belongs, and those of the others make one small
//! number, its code, that ascends with them. Pieces are parted into buckets, and each bucket is counted on its own: all
//! within a core's cache. Only where a word takes more values than a dictionary is good for are the words themselves
//! looked up in a table.

use crate::parallel;
use alloc::vec::Vec;
use core::ops::Range;

/// Rows that are numbered and parted at once; a row of a piece is a `u16`.
const PIECE: usize = 1 << 16;
/// Values of a word in a piece that a dictionary holds: its tables stay in a core's own cache.
const MOST_VALUES: usize = 1 << 13;
/// Values of a word in all pieces.
const MOST_RANKS: usize = 1 << 16;
/// Values of the first word in all pieces.
const MOST_BUCKETS: usize = 1 << 12;

/// The distinct rows of a column, ascending by their words.
pub(super) struct Distinct<const N: usize> {
    words: Words<N>,
    /// How many rows have each.
    counts: Vec<u64>,
    /// Where each row stands among the distinct ones; empty unless kept.
    places: Vec<u32>,
}

/// What the distinct rows are known by.
enum Words<const N: usize> {
    Ranked {
        ranks: Ranks<N>,
        /// The code of each.
        codes: Vec<u32>,
        /// Where each bucket starts.
        starts: Vec<usize>,
    },
    Plain(Vec<[u64; N]>),
}

impl<const N: usize> Distinct<N> {
    /// The distinct among `rows` rows, each known by its words. Values can be [spread](Self::spread) over the rows only
    /// if `places` are kept.
    pub(super) fn new(rows: usize, places: bool, words: impl Fn(usize) -> [u64; N] + Sync + Send) -> Self {
        match numbered(rows, &words) {
            Some((pieces, ranks)) => Self::ranked(pieces, ranks, places.then_some(rows)),
            None => Self::plain(rows, places, words),
        }
    }

    fn ranked(pieces: Vec<Numbered<N>>, ranks: Ranks<N>, rows: Option<usize>) -> Self {
        let part = |(): &mut (), piece| Parted::new(&piece, &ranks, rows.is_some());
        let mut pieces = parallel::map(pieces, || (), part);
        let mut buckets: Vec<Vec<&mut [u32]>> = Vec::new();
        buckets.resize_with(ranks.values[0].len(), Vec::new);
        for piece in &mut pieces {
            let mut rest = &mut piece.codes[..];
            for (bucket, size) in buckets.iter_mut().zip(&piece.sizes) {
                let (codes, later) = rest.split_at_mut(*size as usize);
                bucket.push(codes);
                rest = later;
            }
        }
        let count = |cells: &mut Vec<u32>, bucket| counted(bucket, cells, ranks.codes, rows.is_some());
        let (mut codes, mut counts, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        for (of, many) in parallel::map(buckets, Vec::new, count) {
            starts.push(codes.len());
            codes.extend(of);
            counts.extend(many);
        }
        let mut places = alloc::vec![0; rows.unwrap_or(0)];
        let parts = places.chunks_mut(PIECE).zip(&pieces).collect();
        parallel::map(parts, || (), |(), (places, piece)| piece.place(&starts, places));
        Self {
            words: Words::Ranked { ranks, codes, starts },
            counts,
            places,
        }
    }

    fn plain(rows: usize, places: bool, words: impl Fn(usize) -> [u64; N]) -> Self {
        let mut table = Table::new();
        let mut all = Vec::with_capacity(if places { rows } else { 0 });
        for row in 0..rows {
            let place = table.count(words(row));
            if places {
                all.push(place);
            }
        }
        let mut order: Vec<([u64; N], u32)> = table.keys.iter().copied().zip(0..).collect();
        parallel::sort(&mut order);
        let mut ranks = alloc::vec![0; order.len()];
        for (rank, (_, place)) in (0..).zip(&order) {
            ranks[*place as usize] = rank;
        }
        for place in &mut all {
            *place = ranks[*place as usize];
        }
        Self {
            counts: order
                .iter()
                .map(|(_, place)| table.counts[*place as usize])
                .collect(),
            words: Words::Plain(order.into_iter().map(|(words, _)| words).collect()),
            places: all,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// All of them with their counts.
    pub(super) fn iter(&self) -> impl Iterator<Item = ([u64; N], u64)> {
        let mut bucket = 0;
        self.counts.iter().enumerate().map(move |(place, &count)| {
            let words = match &self.words {
                Words::Ranked { ranks, codes, starts } => {
                    while starts.get(bucket + 1).is_some_and(|&start| start <= place) {
                        bucket += 1;
                    }
                    ranks.words(bucket, codes[place])
                }
                Words::Plain(words) => words[place],
            };
            (words, count)
        })
    }

    /// A value for every row from a value for every place.
    pub(super) fn spread<T: Copy + Send + Sync>(&self, values: &[T]) -> Vec<T> {
        let Some(&first) = values.first() else {
            return Vec::new();
        };
        let mut out = alloc::vec![first; self.places.len()];
        let pieces: Vec<_> = out.chunks_mut(PIECE).zip(self.places.chunks(PIECE)).collect();
        parallel::map(
            pieces,
            || (),
            |(), (out, places)| {
                for (out, &place) in out.iter_mut().zip(places) {
                    *out = values[place as usize];
                }
            },
        );
        out
    }

    /// The places of the rows.
    pub(super) fn into_places(self) -> Vec<u32> {
        self.places
    }

    /// The place of a row.
    pub(super) fn place(&self, row: usize) -> usize {
        self.places[row] as usize
    }
}

/// The distinct codes of a bucket, ascending, and how often each occurs. In place of every code is put its own place
/// among them, if `places` are asked for. All codes are below `range`.
fn counted(
    mut bucket: Vec<&mut [u32]>,
    cells: &mut Vec<u32>,
    range: usize,
    places: bool,
) -> (Vec<u32>, Vec<u64>) {
    let rows = bucket.iter().map(|codes| codes.len()).sum::<usize>();
    let (mut distinct, mut counts) = (Vec::new(), Vec::new());
    if u32::try_from(rows).is_ok() && range <= 4 * rows {
        // A cell for every code there can be.
        cells.clear();
        cells.resize(range, 0);
        for codes in &bucket {
            for &code in &**codes {
                cells[code as usize] += 1;
            }
        }
        for (code, cell) in (0..).zip(cells.iter_mut()) {
            if *cell > 0 {
                counts.push(u64::from(*cell));
                *cell = distinct.len() as u32;
                distinct.push(code);
            }
        }
        if places {
            for code in bucket.iter_mut().flat_map(|codes| codes.iter_mut()) {
                *code = cells[*code as usize];
            }
        }
        return (distinct, counts);
    }
    let mut all: Vec<u64> = Vec::with_capacity(rows);
    let codes = bucket.iter().flat_map(|codes| codes.iter());
    all.extend((0..).zip(codes).map(|(at, &code)| u64::from(code) << 32 | at));
    all.sort_unstable();
    let mut ranks = alloc::vec![0; if places { rows } else { 0 }];
    for entry in all {
        let code = (entry >> 32) as u32;
        if distinct.last() != Some(&code) {
            distinct.push(code);
            counts.push(0);
        }
        if let Some(count) = counts.last_mut() {
            *count += 1;
        }
        if places {
            ranks[entry as u32 as usize] = distinct.len() as u32 - 1;
        }
    }
    for (code, rank) in bucket.iter_mut().flat_map(|codes| codes.iter_mut()).zip(ranks) {
        *code = rank;
    }
    (distinct, counts)
}

/// A piece of a column whose values are numbered, word by word.
struct Numbered<const N: usize> {
    values: [Vec<u64>; N],
    numbers: Vec<[u16; N]>,
}

impl<const N: usize> Numbered<N> {
    fn new(rows: Range<usize>, words: &impl Fn(usize) -> [u64; N]) -> Option<Self> {
        let mut dictionaries: [Dictionary; N] = core::array::from_fn(|_| Dictionary::new());
        let mut numbers = Vec::with_capacity(rows.len());
        for row in rows {
            let words = words(row);
            let mut number = [0; N];
            for at in 0..N {
                number[at] = dictionaries[at].number(words[at]);
            }
            numbers.push(number);
            if numbers.len() % 1024 == 0 && dictionaries.iter().any(Dictionary::is_full) {
                return None;
            }
        }
        Some(Self {
            values: dictionaries.map(|dictionary| dictionary.values),
            numbers,
        })
    }
}

/// All pieces numbered, with the ranks of their values; `None` where a word has too many values.
fn numbered<const N: usize>(
    rows: usize,
    words: &(impl Fn(usize) -> [u64; N] + Sync + Send),
) -> Option<(Vec<Numbered<N>>, Ranks<N>)> {
    let starts = (0..rows).step_by(PIECE);
    let ranges: Vec<Range<usize>> = starts.map(|start| start..rows.min(start + PIECE)).collect();
    let pieces = parallel::map(ranges, || (), |(), rows| Numbered::new(rows, words));
    let pieces: Vec<Numbered<N>> = pieces.into_iter().collect::<Option<_>>()?;
    let ranks = Ranks::new(&pieces)?;
    Some((pieces, ranks))
}

/// The values of each word, ascending.
struct Ranks<const N: usize> {
    values: [Vec<u64>; N],
    /// What a rank counts in a code; 0 of the first word.
    steps: [u32; N],
    /// All codes are below this.
    codes: usize,
}

impl<const N: usize> Ranks<N> {
    fn new(pieces: &[Numbered<N>]) -> Option<Self> {
        let values: [Vec<u64>; N] = core::array::from_fn(|at| {
            let mut all: Vec<u64> = Vec::new();
            for piece in pieces {
                all.extend(&piece.values[at]);
                // Most pieces know the same values.
                if all.len() > 2 * MOST_RANKS {
                    all.sort_unstable();
                    all.dedup();
                }
            }
            all.sort_unstable();
            all.dedup();
            all
        });
        if values[0].len() > MOST_BUCKETS || values.iter().any(|values| values.len() > MOST_RANKS) {
            return None;
        }
        let (mut steps, mut codes) = ([0; N], 1_u32);
        for at in (1..N).rev() {
            steps[at] = codes;
            codes = codes.checked_mul(values[at].len().max(1) as u32)?;
        }
        Some(Self {
            values,
            steps,
            codes: codes as usize,
        })
    }

    fn words(&self, bucket: usize, code: u32) -> [u64; N] {
        let mut rest = code;
        core::array::from_fn(|at| {
            let rank = match at {
                0 => bucket,
                _ if at + 1 == N => rest as usize,
                _ => {
                    let rank = rest / self.steps[at];
                    rest %= self.steps[at];
                    rank as usize
                }
            };
            self.values[at][rank]
        })
    }

    /// What each number of a piece adds to a code; of the first word the buckets.
    fn of_numbers(&self, values: &[Vec<u64>; N]) -> [Vec<u32>; N] {
        core::array::from_fn(|at| {
            let step = self.steps[at].max(1);
            let known = &self.values[at];
            let rank = |value: &u64| known.partition_point(|known| known < value) as u32;
            values[at].iter().map(|value| rank(value) * step).collect()
        })
    }
}

/// A piece whose rows stand by bucket.
struct Parted {
    /// How many rows each bucket has.
    sizes: Vec<u32>,
    codes: Vec<u32>,
    /// Which row each code is of; empty unless kept.
    rows: Vec<u16>,
}

impl Parted {
    fn new<const N: usize>(piece: &Numbered<N>, ranks: &Ranks<N>, keep_rows: bool) -> Self {
        let of_numbers = ranks.of_numbers(&piece.values);
        let mut sizes = alloc::vec![0_u32; ranks.values[0].len()];
        for numbers in &piece.numbers {
            sizes[of_numbers[0][usize::from(numbers[0])] as usize] += 1;
        }
        let mut next = Vec::with_capacity(sizes.len());
        let mut start = 0;
        for size in &sizes {
            next.push(start);
            start += size;
        }
        let mut codes = alloc::vec![0; piece.numbers.len()];
        let mut rows = alloc::vec![0; if keep_rows { codes.len() } else { 0 }];
        for (row, numbers) in piece.numbers.iter().enumerate() {
            let bucket = of_numbers[0][usize::from(numbers[0])] as usize;
            let mut code = 0;
            for at in 1..N {
                code += of_numbers[at][usize::from(numbers[at])];
            }
            let place = next[bucket] as usize;
            next[bucket] += 1;
            codes[place] = code;
            if keep_rows {
                rows[place] = row as u16;
            }
        }
        Self { sizes, codes, rows }
    }

    /// The place of every row: its code is the place in its bucket.
    fn place(&self, starts: &[usize], places: &mut [u32]) {
        let mut at = 0;
        for (start, &size) in starts.iter().zip(&self.sizes) {
            let of = at..at + size as usize;
            for (&row, &code) in self.rows[of.clone()].iter().zip(&self.codes[of]) {
                places[usize::from(row)] = *start as u32 + code;
            }
            at += size as usize;
        }
    }
}

/// The values of a word, numbered as they come: open addressing, linear probing.
struct Dictionary {
    /// A number plus one; 0 is free.
    slots: Vec<u16>,
    values: Vec<u64>,
    shift: u32,
}

impl Dictionary {
    fn new() -> Self {
        Self {
            slots: alloc::vec![0; 64],
            values: Vec::new(),
            shift: 58,
        }
    }

    fn is_full(&self) -> bool {
        self.values.len() > MOST_VALUES
    }

    #[inline]
    fn number(&mut self, value: u64) -> u16 {
        let mut slot = self.slot(value);
        loop {
            let number = self.slots[slot];
            if number == 0 {
                return self.add(value, slot);
            }
            if self.values[usize::from(number) - 1] == value {
                return number - 1;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    #[inline]
    fn slot(&self, value: u64) -> usize {
        (value.wrapping_mul(ODD) >> self.shift) as usize
    }

    #[cold]
    fn add(&mut self, value: u64, slot: usize) -> u16 {
        self.values.push(value);
        self.slots[slot] = self.values.len() as u16;
        if 4 * self.values.len() > self.slots.len() {
            self.shift -= 1;
            let mut slots = alloc::vec![0; 2 * self.slots.len()];
            for (number, &value) in (1..).zip(&self.values) {
                let mut slot = self.slot(value);
                while slots[slot] != 0 {
                    slot = (slot + 1) & (slots.len() - 1);
                }
                slots[slot] = number;
            }
            self.slots = slots;
        }
        self.values.len() as u16 - 1
    }
}

/// 2⁶⁴ over the golden ratio: the upper bits of a product with it differ for numbers that differ anywhere.
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash whose upper bits are the good ones.
fn mix(word: u64) -> u64 {
    (word ^ word >> 32).wrapping_mul(ODD)
}

/// Keys in order of first appearance, and how often each occurred: open addressing, linear probing.
struct Table<const N: usize> {
    /// The upper half a tag of the key, the lower the place plus one; 0 is free.
    slots: Vec<u64>,
    /// The upper bits of a tag are the slot.
    shift: u32,
    keys: Vec<[u64; N]>,
    counts: Vec<u64>,
}

impl<const N: usize> Table<N> {
    fn new() -> Self {
        Self {
            slots: alloc::vec![0; 1 << 8],
            shift: u32::BITS - 8,
            keys: Vec::new(),
            counts: Vec::new(),
        }
    }

    /// Counts a key and gives its place.
    fn count(&mut self, key: [u64; N]) -> u32 {
        let tag = key
            .iter()
            .fold(0, |hash: u64, &word| mix(hash.rotate_left(29) ^ word))
            >> 32;
        let mut slot = tag as usize >> self.shift;
        loop {
            let entry = self.slots[slot];
            if entry == 0 {
                self.keys.push(key);
                self.counts.push(1);
                self.slots[slot] = tag << 32 | self.keys.len() as u64;
                if 2 * self.keys.len() > self.slots.len() && self.shift > 0 {
                    self.grow();
                }
                return self.keys.len() as u32 - 1;
            }
            let place = (entry as u32 - 1) as usize;
            if entry >> 32 == tag && self.keys[place] == key {
                self.counts[place] += 1;
                return place as u32;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn grow(&mut self) {
        self.shift -= 1;
        let mask = 2 * self.slots.len() - 1;
        let mut slots = alloc::vec![0; mask + 1];
        for &entry in self.slots.iter().filter(|&&entry| entry != 0) {
            let mut slot = (entry >> 32) as usize >> self.shift;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = entry;
        }
        self.slots = slots;
    }
}
