//! Sums of squares and products of columns about their means: what every metric of covariances is made from.
//!
//! Answers that are whole numbers of some power of two — 1 to 5, halves, thousands — are counted in that unit from
//! the lowest of them: sums of their products are whole numbers below 2^53, exact in any order and at the speed of
//! plain arithmetic. All others are centred at their mean and summed exactly. So neither the order of the rows nor
//! a chunk of them can change a bit, and a shift or a scaling by a power of two changes none either.

use crate::error::{Error, Result};
use crate::numeric::linear::Matrix;
use crate::numeric::random::CounterRng;
use crate::numeric::sum::{ExactSum, exact_sum};
use crate::parallel;
use crate::survey::samples::{Blocks, deal, in_blocks, ordered};
use alloc::vec;
use alloc::vec::Vec;

/// Rows that one task sums.
const CHUNK: usize = 8192;
/// Rows that stay in the first cache while their products are summed.
const BLOCK: usize = 256;
/// Whole numbers up to here are exact.
const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53

/// Whether columns keep their sizes to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// One unit for all: covariances can be added up.
    Common,
    /// A unit for each: only correlations matter.
    Each,
}

/// The complete rows of columns, in convenient units.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    values: Vec<Vec<f64>>,
    weights: Option<Vec<f64>>,
    rows: usize,
    /// Where each column counts from.
    origins: Vec<f64>,
    /// The unit of each column is 2 to this power.
    exponents: Vec<i32>,
    /// Whether all values and weights are whole, and few and small enough for exact sums.
    whole: bool,
    /// The sums of blocks of rows, where samples are drawn block by block.
    blocks: Option<Blocks>,
}

/// The products of columns.
#[derive(Debug, Clone)]
pub(super) struct Products {
    /// Σw, in units of the weights.
    pub(super) weight: f64,
    /// The mean of each column, in its unit from its origin.
    pub(super) means: Vec<f64>,
    /// Σw(x − x̄)(y − ȳ), in units of the columns.
    pub(super) scatter: Matrix,
}

/// How the values of a column lie.
struct Layout {
    low: f64,
    high: f64,
    /// The largest power of two that all values are multiples of.
    grain: i32,
    /// The power of two just above the largest in size.
    top: i32,
}

impl Layout {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut layout = Self {
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
            grain: i32::MAX,
            top: -1074,
        };
        for x in values {
            layout.low = layout.low.min(x);
            layout.high = layout.high.max(x);
            layout.grain = layout.grain.min(grain(x));
        }
        let size = libm::fabs(layout.low).max(libm::fabs(layout.high));
        if size > 0.0 {
            layout.top = libm::frexp(size).1;
        } else {
            layout.grain = 0;
        }
        layout
    }

    fn constant(&self) -> bool {
        self.low == self.high
    }
}

/// The exponent of the last 1 of a number; 0 has none.
fn grain(x: f64) -> i32 {
    let bits = x.to_bits();
    let biased = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    match (biased, fraction) {
        (0, 0) => i32::MAX,
        (0, _) => fraction.trailing_zeros() as i32 - 1074,
        (_, 0) => biased - 1023,
        _ => fraction.trailing_zeros() as i32 + biased - 1075,
    }
}

/// A power of two as two factors, for it may itself be beyond the numbers.
#[derive(Debug, Clone, Copy)]
struct Power(f64, f64);

impl Power {
    fn of(exponent: i32) -> Self {
        let half = exponent / 2;
        Self(libm::scalbn(1.0, half), libm::scalbn(1.0, exponent - half))
    }

    fn times(self, x: f64) -> f64 {
        x * self.0 * self.1
    }
}

impl Columns {
    /// The `rows` of `columns`: none of them missing or infinite, and the weights not all 0.
    pub(super) fn new(columns: &[&[f64]], rows: &[usize], weights: Option<&[f64]>, unit: Unit) -> Self {
        // A weight of 0 is no respondent: what stands there must not decide on units, or whether a column varies.
        let counts = |&&row: &&usize| weights.is_none_or(|weights| weights[row] > 0.0);
        let layouts = parallel::map(
            columns.to_vec(),
            || (),
            |(), column| Layout::of(rows.iter().filter(counts).map(|&row| column[row])),
        );
        let given = weights.map(|weights| rows.iter().map(|&row| weights[row]).collect::<Vec<f64>>());
        let weights = given.as_ref().map(|weights| {
            // In units of their grain if that makes small whole numbers, else of the power of two above them.
            let layout = Layout::of(weights.iter().copied());
            let whole = layout.top - layout.grain <= 40;
            let exponent = if whole { layout.grain } else { layout.top };
            let unit = Power::of(-exponent);
            (
                whole,
                weights.iter().map(|&w| unit.times(w)).collect::<Vec<f64>>(),
            )
        });
        let total = weights.as_ref().map_or(rows.len() as f64, |(_, weights)| {
            exact_sum(weights.iter().copied())
        });
        let varying = || layouts.iter().filter(|layout| !layout.constant());
        let common_grain = varying().map(|layout| layout.grain).min().unwrap_or(0);
        let common_top = varying().map(|layout| layout.top).max().unwrap_or(0);
        let grain = |layout: &Layout| match unit {
            Unit::Common => common_grain,
            Unit::Each => layout.grain,
        };
        // The largest value counted from the lowest; infinite where that overflows.
        let largest = varying()
            .map(|layout| libm::scalbn(layout.high - layout.low, -grain(layout)))
            .fold(0.0, f64::max);
        let whole = weights.as_ref().is_none_or(|&(whole, _)| whole) && total * largest * largest <= EXACT;
        let weights = weights.map(|(_, weights)| weights);
        let exponent = |layout: &Layout| match (whole, unit) {
            (true, _) => grain(layout),
            (false, Unit::Common) => common_top,
            (false, Unit::Each) => layout.top,
        };
        let (values, origins) = parallel::map(
            columns.iter().zip(&layouts).collect(),
            || (),
            |(), (column, layout)| {
                let exponent = exponent(layout);
                let unit = Power::of(-exponent);
                let column = rows.iter().map(|&row| column[row]);
                if layout.constant() {
                    return (vec![0.0; rows.len()], layout.low);
                }
                // Plus 0 so that there is one zero only.
                if whole {
                    let values = column.map(|x| unit.times(x - layout.low) + 0.0).collect();
                    return (values, layout.low);
                }
                let mut scaled: Vec<f64> = column.map(|x| unit.times(x)).collect();
                let centre = mean(&scaled, weights.as_deref(), total);
                for x in &mut scaled {
                    *x = (*x - centre) + 0.0;
                }
                (scaled, libm::scalbn(centre, exponent))
            },
        )
        .into_iter()
        .unzip();
        Self {
            values,
            origins,
            rows: rows.len(),
            exponents: layouts.iter().map(exponent).collect(),
            weights,
            whole,
            blocks: None,
        }
    }

    /// Counts columns backwards: answers whose high end means low.
    pub(super) fn reverse(&mut self, column: usize) {
        for x in &mut self.values[column] {
            *x = 0.0 - *x;
        }
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The values of a column, in its unit from its origin.
    pub(super) fn values(&self, column: usize) -> &[f64] {
        &self.values[column]
    }

    /// The weight of a row, in the unit of the weights.
    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.as_ref().map_or(1.0, |weights| weights[row])
    }

    /// Whether the rows have weights.
    pub(super) fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// What stands for 0 in a column.
    pub(super) fn origin(&self, column: usize) -> f64 {
        self.origins[column]
    }

    /// A distance in the unit of a column as the number it stands for.
    pub(super) fn unscaled(&self, column: usize, x: f64) -> f64 {
        libm::scalbn(x, self.exponents[column])
    }

    /// Kish's effective number of respondents, (Σw)²/Σw².
    pub(super) fn effective_n(&self) -> f64 {
        let Some(weights) = &self.weights else {
            return self.rows as f64;
        };
        let (mut sum, mut squares) = (ExactSum::new(), ExactSum::new());
        for &w in weights {
            sum.add(w);
            squares.add_product(w, w);
        }
        sum.value() * sum.value() / squares.value()
    }

    /// Σw(x − x̄)(y − ȳ) of every pair of columns, exact but for the last rounding.
    pub(super) fn products(&self) -> Products {
        let chunks: Vec<usize> = (0..self.rows).step_by(CHUNK).collect();
        if self.whole {
            let sums = parallel::map(chunks, Scratch::default, |scratch, start| {
                let mut sums = self.no_sums();
                let end = (start + CHUNK).min(self.rows);
                self.add(self.weights.as_deref(), start..end, scratch, &mut sums);
                sums
            });
            let mut whole = self.no_sums();
            for sum in sums {
                whole.iter_mut().zip(sum).for_each(|(whole, sum)| *whole += sum);
            }
            return self.about_the_mean(&whole, |weight, product, x, y| {
                let integer = |x: f64| i128::from(x as i64);
                // At most 2^106, so the difference is exact.
                let scatter = integer(weight) * integer(product) - integer(x) * integer(y);
                scatter as f64 / weight
            });
        }
        let sums = parallel::map(
            chunks,
            || (),
            |(), start| self.exact_sums(start..(start + CHUNK).min(self.rows)),
        );
        let mut whole = vec![ExactSum::new(); self.sums()];
        for sum in &sums {
            whole
                .iter_mut()
                .zip(sum)
                .for_each(|(whole, sum)| whole.merge(sum));
        }
        let whole: Vec<f64> = whole.iter().map(ExactSum::value).collect();
        self.about_the_mean(&whole, centred)
    }

    /// How many sums there are: of the weights, of each column, of each pair of columns.
    fn sums(&self) -> usize {
        let k = self.values.len();
        1 + k + k * (k + 1) / 2
    }

    fn no_sums(&self) -> Vec<f64> {
        vec![0.0; self.sums()]
    }

    fn exact_sums(&self, rows: core::ops::Range<usize>) -> Vec<ExactSum> {
        let k = self.values.len();
        let mut sums = vec![ExactSum::new(); self.sums()];
        for row in rows {
            let w = self.weights.as_ref().map_or(1.0, |weights| weights[row]);
            sums[0].add(w);
            let mut at = 1 + k;
            for (i, column) in self.values.iter().enumerate() {
                let x = w * column[row];
                sums[1 + i].add(x);
                for other in &self.values[i..] {
                    sums[at].add_product(x, other[row]);
                    at += 1;
                }
            }
        }
        sums
    }

    /// Adds the sums of some rows by plain arithmetic.
    fn add(
        &self,
        weights: Option<&[f64]>,
        rows: core::ops::Range<usize>,
        scratch: &mut Scratch,
        sums: &mut [f64],
    ) {
        let k = self.values.len();
        for start in rows.clone().step_by(BLOCK) {
            let block = start..(start + BLOCK).min(rows.end);
            let weights = weights.map(|weights| &weights[block.clone()]);
            sums[0] += weights.map_or(block.len() as f64, sum);
            let mut at = 1 + k;
            for (i, column) in self.values.iter().enumerate() {
                let column = &column[block.clone()];
                let weighted = match weights {
                    None => column,
                    Some(weights) => {
                        scratch.weighted.clear();
                        scratch
                            .weighted
                            .extend(column.iter().zip(weights).map(|(x, w)| x * w));
                        &scratch.weighted
                    }
                };
                sums[1 + i] += sum(weighted);
                for other in &self.values[i..] {
                    sums[at] += dot(weighted, &other[block.clone()]);
                    at += 1;
                }
            }
        }
    }

    fn about_the_mean(&self, sums: &[f64], centred: impl Fn(f64, f64, f64, f64) -> f64) -> Products {
        let k = self.values.len();
        let mut scatter = Matrix::zeros(k);
        let mut at = 1 + k;
        for i in 0..k {
            for j in i..k {
                let value = centred(sums[0], sums[at], sums[1 + i], sums[1 + j]);
                scatter[(i, j)] = value;
                scatter[(j, i)] = value;
                at += 1;
            }
        }
        Products {
            weight: sums[0],
            means: sums[1..=k].iter().map(|sum| sum / sums[0]).collect(),
            scatter,
        }
    }

    /// The same rows in an order of their own: whatever order they came in, the result is one.
    pub(super) fn sorted(self) -> Self {
        let many = in_blocks(self.rows);
        self.arranged(many)
    }

    /// The rows sorted, to be drawn one by one or dealt into blocks.
    fn arranged(mut self, many: bool) -> Self {
        let columns: Vec<&[f64]> = self
            .values
            .iter()
            .chain(&self.weights)
            .map(Vec::as_slice)
            .collect();
        let mut rows = ordered(&columns, &(0..self.rows).collect::<Vec<_>>());
        if many {
            deal(&mut rows);
        }
        parallel::map(
            self.values.iter_mut().chain(&mut self.weights).collect(),
            || (),
            |(), column| *column = rows.iter().map(|&row| column[row]).collect(),
        );
        self.blocks = many.then(|| {
            Blocks::of(self.rows, Scratch::default, |scratch, rows| {
                let mut sums = self.no_sums();
                self.add(self.weights.as_deref(), rows, scratch, &mut sums);
                sums
            })
        });
        self
    }

    /// The products of a sample of as many respondents, drawn with replacement: a function of seed and number. Of more than
    /// 100,000 respondents whole [blocks](Blocks) are drawn.
    /// The rows must be [`sorted`](Self::sorted) for the order they came in not to matter.
    pub(super) fn resampled(&self, seed: u64, number: u64, scratch: &mut Scratch) -> Products {
        let mut random = CounterRng::new(seed, number);
        let mut sums = self.no_sums();
        if let Some(blocks) = &self.blocks {
            blocks.drawn(&mut random, &mut scratch.counts, &mut sums);
            return self.about_the_mean(&sums, centred);
        }
        let mut counts = core::mem::take(&mut scratch.counts);
        counts.clear();
        counts.resize(self.rows, 0.0);
        random.draws(&mut counts);
        if let Some(weights) = &self.weights {
            counts.iter_mut().zip(weights).for_each(|(count, w)| *count *= w);
        }
        self.add(Some(&counts), 0..self.rows, scratch, &mut sums);
        scratch.counts = counts;
        self.about_the_mean(&sums, centred)
    }
}

/// What a thread uses again and again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    counts: Vec<f64>,
    weighted: Vec<f64>,
}

impl Products {
    /// The correlations; a column that does not vary has none, and gives its number.
    pub(super) fn correlations(&self) -> Result<Matrix, usize> {
        let k = self.scatter.size();
        if let Some(constant) = (0..k).find(|&i| self.scatter[(i, i)] <= 0.0) {
            return Err(constant);
        }
        Ok(Matrix::from_fn(k, |i, j| {
            if i == j {
                return 1.0;
            }
            let product = self.scatter[(i, i)] * self.scatter[(j, j)];
            (self.scatter[(i, j)] / libm::sqrt(product)).clamp(-1.0, 1.0)
        }))
    }
}

/// A column that has less than this of its own is a combination of those before it.
const LEAST_OF_ITS_OWN: f64 = 1e-10;

/// The first of the first `columns` that is a linear combination of those before it.
pub(super) fn dependent(correlations: &Matrix, columns: usize) -> Option<usize> {
    let mut lower = Matrix::zeros(columns);
    for row in 0..columns {
        for column in 0..row {
            let shared: f64 = (0..column).map(|k| lower[(row, k)] * lower[(column, k)]).sum();
            lower[(row, column)] = (correlations[(row, column)] - shared) / lower[(column, column)];
        }
        let shared: f64 = (0..row).map(|k| lower[(row, k)] * lower[(row, k)]).sum();
        let own = 1.0 - shared;
        if own.is_nan() || own < LEAST_OF_ITS_OWN {
            return Some(row);
        }
        lower[(row, row)] = libm::sqrt(own);
    }
    None
}

fn mean(values: &[f64], weights: Option<&[f64]>, total: f64) -> f64 {
    let mut sum = ExactSum::new();
    for (row, &x) in values.iter().enumerate() {
        match weights {
            None => sum.add(x),
            Some(weights) => sum.add_product(weights[row], x),
        }
    }
    sum.value() / total
}

fn centred(weight: f64, product: f64, x: f64, y: f64) -> f64 {
    product - x * (y / weight)
}

/// Lanes that the compiler may add side by side: their number is fixed, so the rounding is.
const LANES: usize = 8;

/// Σxy, by plain arithmetic in an order of its own.
pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
    let mut lanes = [0.0; LANES];
    for (x, y) in x.iter().zip(y) {
        for lane in 0..LANES {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let rest: f64 = x_rest.iter().zip(y_rest).map(|(x, y)| x * y).sum();
    lanes.iter().sum::<f64>() + rest
}

fn sum(x: &[f64]) -> f64 {
    let (x, rest) = x.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for x in x {
        for lane in 0..LANES {
            lanes[lane] += x[lane];
        }
    }
    lanes.iter().sum::<f64>() + rest.iter().sum::<f64>()
}

/// Checks the number of resamples of a bootstrap, 0 for none.
pub(super) fn checked_resamples(resamples: u32) -> Result<()> {
    if resamples != 0 && !(100..=1_000_000).contains(&resamples) {
        let reason = "must be 0 for none, or between 100 and 1,000,000";
        return Err(Error::out_of_range("resamples", reason).with_value(resamples));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn columns(columns: &[&[f64]], weights: Option<&[f64]>) -> Columns {
        let rows: Vec<usize> = (0..columns[0].len()).collect();
        Columns::new(columns, &rows, weights, Unit::Each)
    }

    fn bits(products: &Products) -> Vec<u64> {
        products
            .scatter
            .rows()
            .concat()
            .iter()
            .map(|x| x.to_bits())
            .collect()
    }

    #[test]
    fn grains() {
        for (x, expected) in [
            (1.0, 0),
            (6.0, 1),
            (-0.5, -1),
            (0.1, -55),
            (0.0, i32::MAX),
            (5e-324, -1074),
            (-2048.0, 11),
        ] {
            assert_eq!(grain(x), expected, "{x}");
        }
    }

    #[test]
    fn whole_numbers_and_others_agree() {
        let x: Vec<f64> = (0..1000).map(|i| f64::from(i * 7 % 11)).collect();
        let y: Vec<f64> = (0..1000).map(|i| f64::from(i * i % 5)).collect();
        let whole = columns(&[&x, &y], None);
        let tenth: Vec<f64> = x.iter().map(|x| x / 10.0 + 3.0).collect();
        let real = columns(&[&tenth, &y], None);
        assert!(whole.whole && !real.whole);
        let (a, b) = (
            whole.products().correlations().unwrap(),
            real.products().correlations().unwrap(),
        );
        assert!((a[(0, 1)] - b[(0, 1)]).abs() < 1e-15, "{a:?} {b:?}");
    }

    #[test]
    fn shifts_scalings_and_order_change_no_bit() {
        let x: Vec<f64> = (0..300).map(|i| f64::from(i * 7 % 11)).collect();
        let y: Vec<f64> = (0..300).map(|i| f64::from(i * i % 5)).collect();
        let expected = columns(&[&x, &y], None).products().correlations().unwrap();
        let moved: Vec<f64> = x.iter().rev().map(|x| x * 0.25 - 1e9).collect();
        let other: Vec<f64> = y.iter().rev().map(|y| y * 1024.0).collect();
        let got = columns(&[&moved, &other], None)
            .products()
            .correlations()
            .unwrap();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_whole_weight_is_a_repetition() {
        let (x, y) = ([1.0, 4.0, 2.0, 5.0], [2.0, 2.0, 7.0, 1.0]);
        let w = [3.0, 1.0, 0.0, 2.0];
        let weighted = columns(&[&x, &y], Some(&w)).products();
        let repeat = |x: &[f64]| -> Vec<f64> { [x[0], x[0], x[0], x[1], x[3], x[3]].to_vec() };
        let repeated = columns(&[&repeat(&x), &repeat(&y)], None).products();
        assert_eq!(bits(&weighted), bits(&repeated));
        assert_eq!(weighted.weight, 6.0);
    }

    #[test]
    fn sizes_do_not_matter() {
        let x = [1e300, -1e300, 3e299, 7e298];
        let y = [1e-300, 3e-300, -2e-301, 4e-303];
        let r = columns(&[&x, &y], None).products().correlations().unwrap()[(0, 1)];
        let small: Vec<f64> = x.iter().map(|x| x / 1e300).collect();
        let other: Vec<f64> = y.iter().map(|y| y * 1e300).collect();
        let s = columns(&[&small, &other], None)
            .products()
            .correlations()
            .unwrap()[(0, 1)];
        assert!((r - s).abs() < 1e-14, "{r} {s}");
    }

    #[test]
    fn constants_are_found_beside_any_column() {
        let x = [0.1; 7];
        let y = [0.3, 0.1, 0.7, 0.9, 1e-8, 3.0, 0.4];
        assert_eq!(columns(&[&y, &x], None).products().correlations().unwrap_err(), 1);
    }

    #[test]
    fn rows_are_sorted_by_their_columns() {
        let x: Vec<f64> = (0..200).map(|i| f64::from(i * 7 % 5)).collect();
        let y: Vec<f64> = (0..200).map(|i| f64::from(i * i % 11)).collect();
        let w: Vec<f64> = (0..200).map(|i| f64::from(i % 3)).collect();
        for unit in [1.0, 0.1] {
            let y: Vec<f64> = y.iter().map(|y| y * unit).collect();
            let mut columns = columns(&[&x, &y, &[2.0; 200]], Some(&w));
            columns.reverse(0);
            let row = |columns: &Columns, row: usize| -> [f64; 4] {
                core::array::from_fn(|part| match part {
                    3 => columns.weight(row),
                    part => columns.values(part)[row],
                })
            };
            let mut expected: Vec<[f64; 4]> = (0..200).map(|at| row(&columns, at)).collect();
            expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
            let sorted = columns.sorted();
            for (at, expected) in expected.iter().enumerate() {
                assert_eq!(row(&sorted, at), *expected);
            }
        }
    }

    #[test]
    fn resamples_are_of_the_rows_not_of_their_order() {
        let x: Vec<f64> = (0..50).map(|i| libm::sin(f64::from(i))).collect();
        let y: Vec<f64> = (0..50).map(|i| libm::cos(f64::from(i * i))).collect();
        let turned = |x: &[f64]| -> Vec<f64> { x.iter().rev().copied().collect() };
        let a = columns(&[&x, &y], None).sorted();
        let b = columns(&[&turned(&x), &turned(&y)], None).sorted();
        let scratch = &mut Scratch::default();
        for number in 0..5 {
            let (a, b) = (a.resampled(3, number, scratch), b.resampled(3, number, scratch));
            assert_eq!(format!("{a:?}"), format!("{b:?}"));
            assert_eq!(a.weight, 50.0);
        }
    }

    #[test]
    fn blocks_and_rows_agree() {
        let mut random = CounterRng::new(9, 0);
        let x: Vec<f64> = (0..6000).map(|_| random.below(7) as f64).collect();
        let y: Vec<f64> = x.iter().map(|x| x + random.below(9) as f64).collect();
        let w: Vec<f64> = (0..6000).map(|_| random.uniform()).collect();
        for weights in [None, Some(&w[..])] {
            let spread = |many: bool| {
                let columns = columns(&[&x, &y], weights).arranged(many);
                assert_eq!(columns.blocks.is_some(), many);
                let scratch = &mut Scratch::default();
                let drawn: Vec<f64> = (0..1500)
                    .map(|number| {
                        let correlations = columns.resampled(1, number, scratch).correlations().unwrap();
                        correlations[(0, 1)]
                    })
                    .collect();
                let mean = drawn.iter().sum::<f64>() / 1500.0;
                let squares: f64 = drawn.iter().map(|r| (r - mean) * (r - mean)).sum();
                (mean, libm::sqrt(squares / 1500.0))
            };
            let ((middle, by_rows), (other, by_blocks)) = (spread(false), spread(true));
            // Four times the error of both: of 1,500 samples each, and of a thousand blocks.
            assert!(
                libm::fabs(middle - other) < 4.0 * by_rows * libm::sqrt(2.0 / 1500.0),
                "{middle} {other} ± {by_rows}"
            );
            let error = libm::sqrt(0.5 / 1000.0 + 1.0 / 1500.0);
            assert!(
                libm::fabs(by_blocks / by_rows - 1.0) < 4.0 * error,
                "{by_rows} {by_blocks}"
            );
        }
    }
}
