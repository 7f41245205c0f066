//! Samples of respondents drawn with replacement: one by one, or, of very many, in blocks.

use crate::numeric::random::CounterRng;
use crate::parallel;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// Of more rows than this, samples are drawn in blocks, so that their cost does not grow.
const MOST_DRAWN_SINGLY: usize = 100_000;
/// The blocks.
const BLOCKS: usize = 1000;
/// The seed by which rows are dealt into blocks; any number will do.
const DEALING: u64 = 0x6465_616c;
/// A column of more different values than this is compared by a word of its own.
const MOST_CODED: usize = 64;
/// Rows whose keys one task packs.
const CHUNK: usize = 16_384;

/// Whether samples of so many rows are drawn in blocks.
pub(crate) fn in_blocks(rows: usize) -> bool {
    rows > MOST_DRAWN_SINGLY
}

/// The rows in an order that depends on what stands in the columns and not on how they came, missing values last.
///
/// The values of a row are packed into words that compare as the values do, column by column: answers on a scale take
/// a few bits each.
pub(super) fn ordered(columns: &[&[f64]], rows: &[usize]) -> Vec<usize> {
    let values = parallel::map(columns.to_vec(), || (), |(), column| few_values(column, rows));
    let (mut fields, mut words, mut free) = (Vec::with_capacity(columns.len()), 0, 0);
    for values in &values {
        let bits = values.as_ref().map_or(64, |values| {
            usize::BITS - values.len().saturating_sub(1).max(1).leading_zeros()
        });
        if words == 0 || bits > free {
            (words, free) = (words + 1, 64);
        }
        free -= bits;
        fields.push((words - 1, free));
    }
    let packed = parallel::map(
        (0..rows.len()).step_by(CHUNK).collect(),
        || (),
        |(), start| {
            let rows = &rows[start..(start + CHUNK).min(rows.len())];
            let mut keys = vec![0; words * rows.len()];
            for ((column, values), &(word, shift)) in columns.iter().zip(&values).zip(&fields) {
                for (key, &row) in keys.chunks_exact_mut(words).zip(rows) {
                    let x = comparable(column[row]);
                    key[word] |= match values {
                        Some(values) => (values.partition_point(|value| *value < x) as u64) << shift,
                        None => place(x),
                    };
                }
            }
            keys
        },
    );
    let keys = packed.concat();
    let key = |at: usize| &keys[at * words..(at + 1) * words];
    let mut order: Vec<(u64, usize)> = (0..rows.len())
        .map(|at| (key(at).first().copied().unwrap_or(0), at))
        .collect();
    // Equal rows are as good as each other; their numbers make the order whole.
    parallel::sort_by(&mut order, |&(first, a), &(other, b)| {
        first.cmp(&other).then_with(|| key(a).cmp(key(b))).then(a.cmp(&b))
    });
    order.into_iter().map(|(_, at)| rows[at]).collect()
}

/// A value as it is compared: no two missing ones differ, nor do 0 and −0.
fn comparable(x: f64) -> f64 {
    if x.is_nan() { f64::INFINITY } else { x + 0.0 }
}

/// The values of a column in order, if they are few.
fn few_values(column: &[f64], rows: &[usize]) -> Option<Vec<f64>> {
    let mut values = Vec::new();
    for &row in rows {
        let x = comparable(column[row]);
        if !values.contains(&x) {
            if values.len() == MOST_CODED {
                return None;
            }
            values.push(x);
        }
    }
    values.sort_by(f64::total_cmp);
    Some(values)
}

/// The place of a number among all.
fn place(x: f64) -> u64 {
    let bits = x.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// Deals sorted rows at random, so that blocks of them vary as single ones do.
pub(super) fn deal<T>(rows: &mut [T]) {
    let mut random = CounterRng::new(DEALING, 0);
    for last in (1..rows.len()).rev() {
        rows.swap(last, random.below(last as u64 + 1) as usize);
    }
}

/// Sums over blocks of rows: a sample of blocks stands for a sample of rows.
///
/// Dealt at random, a thousand blocks are a thousand respondents who each answer with the mean of many: a total over as
/// many blocks, drawn with replacement, has the expected value and the variance of a total over as many rows, but for
/// what chance dealt, about 1/√2000 of a standard error.
#[derive(Debug, Clone)]
pub(super) struct Blocks(Vec<Vec<f64>>);

impl Blocks {
    /// The sums over the rows of each block; the rows must be [dealt](deal).
    pub(super) fn of<S>(
        rows: usize,
        scratch: impl Fn() -> S + Sync + Send,
        sums: impl Fn(&mut S, Range<usize>) -> Vec<f64> + Sync + Send,
    ) -> Self {
        Self(parallel::map(
            (0..BLOCKS).collect(),
            scratch,
            |scratch, block: usize| sums(scratch, block * rows / BLOCKS..(block + 1) * rows / BLOCKS),
        ))
    }

    /// The sums over a sample.
    pub(super) fn drawn(&self, random: &mut CounterRng, counts: &mut Vec<f64>, sums: &mut [f64]) {
        counts.clear();
        counts.resize(self.0.len(), 0.0);
        random.draws(counts);
        sums.fill(0.0);
        for (block, &count) in self.0.iter().zip(&*counts) {
            sums.iter_mut()
                .zip(block)
                .for_each(|(sum, part)| *sum += count * part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAN: f64 = f64::NAN;

    fn by_definition(columns: &[&[f64]], rows: &[usize]) -> Vec<usize> {
        let mut order = rows.to_vec();
        order.sort_by(|&a, &b| {
            columns
                .iter()
                .map(|column| comparable(column[a]).total_cmp(&comparable(column[b])))
                .find(|order| order.is_ne())
                .unwrap_or(core::cmp::Ordering::Equal)
        });
        order
    }

    #[test]
    fn keys_compare_as_the_values_do() {
        let mut random = CounterRng::new(1, 0);
        let rows: Vec<usize> = (0..40_000).filter(|row| row % 7 != 3).collect();
        let column = |random: &mut CounterRng, kinds: u64| -> Vec<f64> {
            (0..40_000)
                .map(|_| match random.below(kinds + 1) {
                    0 => NAN,
                    kind => kind as f64 / 4.0 - 3.0,
                })
                .collect()
        };
        // Few values, a word of its own between them, more bits than a word has, one value only.
        let columns: Vec<Vec<f64>> = [5, 2, 1000, 11, 63, 63, 63, 63, 63, 63, 63, 63, 63, 5, 5]
            .iter()
            .map(|&kinds| column(&mut random, kinds))
            .collect();
        let mut columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        for _ in 0..columns.len() {
            assert_eq!(ordered(&columns, &rows), by_definition(&columns, &rows));
            columns.remove(0);
        }
        assert_eq!(ordered(&[&[0.0, -0.0, NAN, -1.0]], &[0, 1, 2, 3]), [3, 0, 1, 2]);
        assert_eq!(ordered(&[&[1.0; 3]], &[2, 0]), [2, 0]);
        assert_eq!(ordered(&[], &[2, 0]), [2, 0]);
        assert!(ordered(&[&[]], &[]).is_empty());
    }

    #[test]
    fn blocks_vary_as_rows_do() {
        const ROWS: usize = 5000;
        // Skewed, and in an order that is anything but random.
        let values: Vec<f64> = (0..ROWS).map(|row| libm::exp(row as f64 / 1000.0)).collect();
        let mut order: Vec<usize> = (0..ROWS).collect();
        deal(&mut order);
        let blocks = Blocks::of(
            ROWS,
            || (),
            |(), rows| vec![order[rows].iter().map(|&row| values[row]).sum()],
        );
        let (n, mean) = (ROWS as f64, values.iter().sum::<f64>() / ROWS as f64);
        let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        let (mut counts, mut sums) = (Vec::new(), [0.0]);
        let means: Vec<f64> = (0..4000)
            .map(|number| {
                blocks.drawn(&mut CounterRng::new(3, number), &mut counts, &mut sums);
                assert_eq!(counts.iter().sum::<f64>(), BLOCKS as f64);
                sums[0] / n
            })
            .collect();
        let centre = means.iter().sum::<f64>() / 4000.0;
        let spread = means.iter().map(|x| (x - centre) * (x - centre)).sum::<f64>() / 4000.0;
        // The sample's own error in the middle, and in the spread that of 1,000 blocks and of 4,000 samples: √(2/1000 + 2/4000).
        assert!(
            libm::fabs(centre - mean) < 4.0 * libm::sqrt(variance / n / 4000.0),
            "{centre} {mean}"
        );
        assert!(
            libm::fabs(spread / (variance / n) - 1.0) < 4.0 * 0.05,
            "{spread} {}",
            variance / n
        );
    }
}
