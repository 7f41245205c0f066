//! Exact sums of `f64`: the same bits whatever the order, the batching or the merging.
//!
//! An [`ExactSum`] is the true sum of what was added, rounded once, when it is read. Ordinary numbers go into a
//! 128-bit fixed-point register; what does not fit there goes into a superaccumulator in the manner of Neal
//! (2015, "Fast exact summation using small and large superaccumulators", arXiv:1505.05571): signed chunks with
//! room for carries, here a window that grows only over the exponents it meets. It is wide enough for products of
//! any two finite numbers, so dot products and variances are exact as well.

use crate::error::{Error, ErrorCode, Result};
use crate::numeric::double::two_sum;
use alloc::{boxed::Box, vec::Vec};
use core::fmt;

/// The unit of the register: 2^-72. Any `f64` from 2^-20 (a millionth) up to 2^54 (2e16) is a whole number of them.
const UNIT: i32 = -72;
/// Bits of a chunk that count; the others take carries.
const CHUNK_BITS: i32 = 32;
/// Terms a chunk can take before its carries must be passed on: each adds less than 2^32 to an `i64`.
const TERMS_BEFORE_CARRY: u32 = 1 << 29;

/// An exact sum of `f64`, mergeable, of no particular order.
///
/// Infinities and NaN are remembered apart: the sum is then what IEEE 754 addition would give.
#[derive(Clone, Default)]
pub struct ExactSum {
    register: i128,
    rest: Option<Box<Rest>>,
}

/// What the register cannot hold.
#[derive(Clone, Default)]
struct Rest {
    /// Σ chunk\[i\] · 2^(32 (first + i)).
    chunks: Vec<i64>,
    first: i32,
    terms: u32,
    seen: Seen,
}

/// Terms that are no numbers.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    nan: bool,
    positive_infinity: bool,
    negative_infinity: bool,
}

impl Seen {
    fn to_byte(self) -> u8 {
        u8::from(self.nan) | u8::from(self.positive_infinity) << 1 | u8::from(self.negative_infinity) << 2
    }

    fn from_byte(byte: u8) -> Option<Self> {
        (byte < 8).then_some(Self {
            nan: byte & 1 != 0,
            positive_infinity: byte & 2 != 0,
            negative_infinity: byte & 4 != 0,
        })
    }
}

/// `|x| = mantissa · 2^exponent` of a finite number.
#[inline]
fn decompose(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let biased = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    if biased == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, biased - 1075)
    }
}

impl ExactSum {
    /// The empty sum, 0.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one number.
    #[inline]
    pub fn add(&mut self, x: f64) {
        let (mantissa, exponent) = decompose(x);
        let shift = exponent - UNIT;
        // Magnitudes below 2^54 whose last bit is at least 2^-72; shifted, they stay below 2^126.
        if (0..=73).contains(&shift) {
            let magnitude = i128::from(mantissa) << shift;
            let term = if x.is_sign_negative() {
                -magnitude
            } else {
                magnitude
            };
            if let Some(sum) = self.register.checked_add(term) {
                self.register = sum;
                return;
            }
        }
        self.add_slow(x);
    }

    fn add_slow(&mut self, x: f64) {
        if x.is_finite() {
            let (mantissa, exponent) = decompose(x);
            self.add_scaled(u128::from(mantissa), exponent, x.is_sign_negative());
        } else {
            self.add_special(x);
        }
    }

    fn add_special(&mut self, x: f64) {
        let seen = &mut self.rest.get_or_insert_default().seen;
        seen.nan |= x.is_nan();
        seen.positive_infinity |= x == f64::INFINITY;
        seen.negative_infinity |= x == f64::NEG_INFINITY;
    }

    /// Adds the product of two numbers, exactly.
    pub fn add_product(&mut self, x: f64, y: f64) {
        if x.is_finite() && y.is_finite() {
            let (mx, ex) = decompose(x);
            let (my, ey) = decompose(y);
            let negative = x.is_sign_negative() != y.is_sign_negative();
            self.add_scaled(u128::from(mx) * u128::from(my), ex + ey, negative);
        } else {
            self.add_special(x * y);
        }
    }

    /// Adds `count · x²`, exactly.
    fn add_scaled_square(&mut self, x: f64, count: u64) {
        let (mantissa, exponent) = decompose(x);
        let square = u128::from(mantissa) * u128::from(mantissa);
        // 106 bits times 64: in two halves of the square.
        let (high, low) = (square >> 53, square & ((1 << 53) - 1));
        self.add_scaled(low * u128::from(count), 2 * exponent, false);
        self.add_scaled(high * u128::from(count), 2 * exponent + 53, false);
    }

    /// Adds `±magnitude · 2^exponent`, where `magnitude < 2^126`.
    fn add_scaled(&mut self, magnitude: u128, exponent: i32, negative: bool) {
        if magnitude == 0 {
            return;
        }
        let zeros = magnitude.trailing_zeros() as i32;
        let (magnitude, exponent) = (magnitude >> zeros, exponent + zeros);
        let shift = exponent - UNIT;
        if shift >= 0 && shift + 128 - (magnitude.leading_zeros() as i32) < 127 {
            let term = (magnitude << shift) as i128;
            if let Some(sum) = self.register.checked_add(if negative { -term } else { term }) {
                self.register = sum;
                return;
            }
        }
        self.rest
            .get_or_insert_default()
            .add(magnitude, exponent, negative);
    }

    /// Adds everything another sum holds.
    pub fn merge(&mut self, other: &Self) {
        if let Some(sum) = self.register.checked_add(other.register) {
            self.register = sum;
        } else {
            let rest = self.rest.get_or_insert_default();
            rest.add_register(other.register);
        }
        if let Some(theirs) = &other.rest {
            self.rest.get_or_insert_default().merge(theirs);
        }
    }

    /// The sum, correctly rounded: to nearest, ties to even, subnormal results included. An empty sum is +0.
    #[must_use]
    pub fn value(&self) -> f64 {
        let seen = self.seen();
        match (seen.nan, seen.positive_infinity, seen.negative_infinity) {
            (false, false, false) => {}
            (false, true, false) => return f64::INFINITY,
            (false, false, true) => return f64::NEG_INFINITY,
            _ => return f64::NAN,
        }
        match &self.rest {
            // i128 → f64 rounds to nearest even, and the scaling is exact: the smallest register is 2^-72.
            None => self.register as f64 * f64::from_bits(((1023 + UNIT) as u64) << 52),
            Some(_) => self.magnitude().value(),
        }
    }

    fn seen(&self) -> Seen {
        self.rest.as_ref().map_or_else(Seen::default, |rest| rest.seen)
    }

    /// The sum over 2^64, correctly rounded: finite for any sum of finite numbers that memory could hold.
    fn value_over_two_to_64(&self) -> f64 {
        let mut magnitude = self.magnitude();
        magnitude.first -= 2;
        magnitude.value()
    }

    /// The exact sum in canonical form: sign and digits, nothing redundant.
    fn magnitude(&self) -> Magnitude {
        let mut whole = self.rest.as_deref().cloned().unwrap_or_default();
        whole.add_register(self.register);
        whole.into_magnitude()
    }

    /// The state as bytes. Equal sums give equal bytes, however they were reached.
    ///
    /// Version 1, little-endian: `1`, flags (1 NaN, 2 +∞, 4 −∞, 8 negative), exponent of the lowest digit in
    /// 32nds (i16), number of digits (u16), digits (u32 each, lowest first; neither the first nor the last is 0).
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let magnitude = self.magnitude();
        let mut bytes = Vec::with_capacity(6 + 4 * magnitude.digits.len());
        bytes.push(1);
        bytes.push(self.seen().to_byte() | u8::from(magnitude.negative) << 3);
        bytes.extend_from_slice(&(magnitude.first as i16).to_le_bytes());
        bytes.extend_from_slice(&(magnitude.digits.len() as u16).to_le_bytes());
        for digit in &magnitude.digits {
            bytes.extend_from_slice(&digit.to_le_bytes());
        }
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; returns the sum and the bytes that follow it.
    pub fn from_bytes(bytes: &[u8]) -> Result<(Self, &[u8])> {
        let invalid = |reason| Err(Error::new(ErrorCode::InvalidState, "sum", reason));
        let Some((header, tail)) = bytes.split_first_chunk::<6>() else {
            return invalid("is truncated");
        };
        if header[0] != 1 {
            return invalid("is of an unknown version");
        }
        let Some(seen) = Seen::from_byte(header[1] & !8) else {
            return invalid("is corrupted: unknown flags");
        };
        let negative = header[1] & 8 != 0;
        let first = i32::from(i16::from_le_bytes([header[2], header[3]]));
        let count = usize::from(u16::from_le_bytes([header[4], header[5]]));
        let Some((digits, tail)) = tail.split_at_checked(4 * count) else {
            return invalid("is truncated");
        };
        let digits: Vec<u32> = digits
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        let canonical = match (digits.first(), digits.last()) {
            (Some(first), Some(last)) => *first != 0 && *last != 0,
            _ => !negative && first == 0,
        };
        // 2^2048 is more than any product; 2^64 of them may have been added.
        if !canonical || first < -68 || first + count as i32 > 68 {
            return invalid("is corrupted: not in canonical form");
        }
        let mut sum = Self::new();
        if seen != Seen::default() {
            sum.rest.get_or_insert_default().seen = seen;
        }
        for (i, &digit) in digits.iter().enumerate() {
            sum.add_scaled(u128::from(digit), CHUNK_BITS * (first + i as i32), negative);
        }
        Ok((sum, tail))
    }
}

impl Rest {
    fn add(&mut self, magnitude: u128, exponent: i32, negative: bool) {
        let index = exponent.div_euclid(CHUNK_BITS);
        let shift = exponent.rem_euclid(CHUNK_BITS) as u32;
        let bits = 128 - magnitude.leading_zeros() + shift;
        self.cover(index, index + (bits.max(1).div_ceil(32)) as i32);
        self.count_term();
        let at = (index - self.first) as usize;
        // 32-bit pieces; the first takes the low bits that the shift leaves free.
        let mut left = magnitude >> (32 - shift);
        let mut piece = ((magnitude << shift) & 0xffff_ffff) as i64;
        let mut i = at;
        loop {
            self.chunks[i] += if negative { -piece } else { piece };
            if left == 0 {
                break;
            }
            piece = (left & 0xffff_ffff) as i64;
            left >>= 32;
            i += 1;
        }
    }

    fn add_register(&mut self, register: i128) {
        let magnitude = register.unsigned_abs();
        if magnitude != 0 {
            let zeros = magnitude.trailing_zeros();
            self.add(magnitude >> zeros, UNIT + zeros as i32, register < 0);
        }
    }

    fn merge(&mut self, other: &Self) {
        let mut other = other.clone();
        other.carry();
        self.carry();
        self.seen.nan |= other.seen.nan;
        self.seen.positive_infinity |= other.seen.positive_infinity;
        self.seen.negative_infinity |= other.seen.negative_infinity;
        if !other.chunks.is_empty() {
            self.cover(other.first, other.first + other.chunks.len() as i32);
            let at = (other.first - self.first) as usize;
            for (mine, theirs) in self.chunks[at..].iter_mut().zip(&other.chunks) {
                *mine += theirs;
            }
            self.carry();
        }
    }

    /// Widens the window to the chunks `from..to`.
    fn cover(&mut self, from: i32, to: i32) {
        if self.chunks.is_empty() {
            self.first = from;
        }
        if from < self.first {
            let missing = (self.first - from) as usize;
            self.chunks.splice(0..0, core::iter::repeat_n(0, missing));
            self.first = from;
        }
        let needed = (to - self.first) as usize;
        if needed > self.chunks.len() {
            self.chunks.resize(needed, 0);
        }
    }

    fn count_term(&mut self) {
        self.terms += 1;
        if self.terms >= TERMS_BEFORE_CARRY {
            self.carry();
        }
    }

    /// Passes carries on: afterwards every chunk but the last lies in 0 … 2^32 − 1, and the last within ±2^32.
    fn carry(&mut self) {
        let mut carry = 0;
        for chunk in &mut self.chunks {
            let total = *chunk + carry;
            *chunk = total & 0xffff_ffff;
            carry = total >> 32;
        }
        while carry != 0 {
            if carry == -1 {
                // A negative sum: leave the sign in the last chunk.
                if let Some(last) = self.chunks.last_mut() {
                    *last -= 1 << 32;
                }
                break;
            }
            self.chunks.push(carry & 0xffff_ffff);
            carry >>= 32;
        }
        self.terms = 0;
    }

    fn into_magnitude(mut self) -> Magnitude {
        self.carry();
        let negative = self.chunks.last().is_some_and(|&last| last < 0);
        if negative {
            for chunk in &mut self.chunks {
                *chunk = -*chunk;
            }
            self.carry();
        }
        let leading = self.chunks.iter().take_while(|&&chunk| chunk == 0).count();
        let end = self
            .chunks
            .iter()
            .rposition(|&chunk| chunk != 0)
            .map_or(leading, |last| last + 1);
        let digits: Vec<u32> = self.chunks[leading..end]
            .iter()
            .map(|&chunk| chunk as u32)
            .collect();
        Magnitude {
            negative,
            first: if digits.is_empty() {
                0
            } else {
                self.first + leading as i32
            },
            digits,
        }
    }
}

/// Sign and digits to the base 2^32 of an exact sum; neither the first nor the last digit is 0.
struct Magnitude {
    negative: bool,
    /// The exponent of the first digit, in 32nds.
    first: i32,
    digits: Vec<u32>,
}

impl Magnitude {
    /// Rounds to nearest, ties to even.
    fn value(&self) -> f64 {
        let Some(&top) = self.digits.last() else {
            return 0.0;
        };
        let count = self.digits.len();
        // The highest bit is 2^high; the result's last bit is 2^low.
        let high = CHUNK_BITS * (self.first + count as i32 - 1) + 31 - top.leading_zeros() as i32;
        let low = (high - 52).max(-1074);
        // Four digits always hold the 53 bits, the rounding bit and at least one bit after it.
        let mut window: u128 = 0;
        for i in 0..4 {
            let digit = count.checked_sub(1 + i).map_or(0, |i| self.digits[i]);
            window = window << 32 | u128::from(digit);
        }
        let sticky = count > 4 && self.digits[..count - 4].iter().any(|&digit| digit != 0);
        let window_exponent = CHUNK_BITS * (self.first + count as i32 - 4);
        let drop = low - window_exponent;
        let mantissa = if drop > 127 {
            // Far below the smallest subnormal: only a value above half of it would round up.
            u128::from(drop == 128 && (window > 1 << 127 || (window == 1 << 127 && sticky)))
        } else if drop <= 0 {
            window << -drop
        } else {
            let kept = window >> drop;
            let dropped = window & ((1 << drop) - 1);
            let half = 1 << (drop - 1);
            let up = dropped > half || (dropped == half && (sticky || kept & 1 == 1));
            kept + u128::from(up)
        };
        let value = if mantissa >> 53 != 0 && low >= 971 || low > 971 {
            f64::INFINITY
        } else {
            // At most 54 bits with the last one 0: exact, and scaling by a power of two is exact too.
            libm::scalbn(mantissa as f64, low)
        };
        if self.negative { -value } else { value }
    }
}

impl PartialEq for ExactSum {
    fn eq(&self, other: &Self) -> bool {
        if self.rest.is_none() && other.rest.is_none() {
            return self.register == other.register;
        }
        self.to_bytes() == other.to_bytes()
    }
}

impl fmt::Debug for ExactSum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExactSum({:?})", self.value())
    }
}

impl Extend<f64> for ExactSum {
    fn extend<T: IntoIterator<Item = f64>>(&mut self, terms: T) {
        for x in terms {
            self.add(x);
        }
    }
}

impl FromIterator<f64> for ExactSum {
    fn from_iter<T: IntoIterator<Item = f64>>(terms: T) -> Self {
        let mut sum = Self::new();
        sum.extend(terms);
        sum
    }
}

/// The sum of `terms`, correctly rounded.
pub fn exact_sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    terms.into_iter().collect::<ExactSum>().value()
}

/// The sum of finite amounts, correctly rounded; infinite when it is too large for a double.
///
/// A handful of amounts, millions of times: two doubles hold the running sum, and as long as nothing falls out of
/// the second, which money never does, they hold all of it.
#[inline]
pub fn exact_sum_of_few(amounts: impl Iterator<Item = f64> + Clone) -> f64 {
    let (mut high, mut low) = (0.0, 0.0);
    let mut lost = 0.0;
    for amount in amounts.clone() {
        let (sum, error) = two_sum(high, amount);
        high = sum;
        let (sum, error) = two_sum(low, error);
        low = sum;
        lost += libm::fabs(error);
    }
    if lost == 0.0 {
        high + low
    } else {
        exact_sum(amounts)
    }
}

/// The arithmetic mean of `values`, to the last place or the one before it; NaN when there are none.
pub fn exact_mean(values: &[f64]) -> f64 {
    mean(&values.iter().copied().collect(), values.len() as u64)
}

/// `sum / count`: both roundings are of the exact value. A sum beyond the largest number may have a finite mean.
fn mean(sum: &ExactSum, count: u64) -> f64 {
    let n = count as f64;
    let value = sum.value();
    if value.is_infinite() && sum.seen() == Seen::default() {
        sum.value_over_two_to_64() / n * 18_446_744_073_709_551_616.0
    } else {
        value / n
    }
}

/// `Σ x y`, correctly rounded. Both slices have the same length.
pub fn exact_dot(x: &[f64], y: &[f64]) -> f64 {
    debug_assert_eq!(x.len(), y.len());
    let mut sum = ExactSum::new();
    for (&x, &y) in x.iter().zip(y) {
        sum.add_product(x, y);
    }
    sum.value()
}

/// Count, sum and sum of squares of a sample, exact and mergeable: mean and variance without an order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExactMoments {
    count: u64,
    sum: ExactSum,
    squares: ExactSum,
}

impl ExactMoments {
    /// Of an empty sample.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one value.
    pub fn add(&mut self, x: f64) {
        self.count += 1;
        self.sum.add(x);
        self.squares.add_product(x, x);
    }

    /// Adds another sample.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
    }

    /// The number of values.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their sum.
    #[must_use]
    pub fn sum(&self) -> &ExactSum {
        &self.sum
    }

    /// Their mean; NaN when there are none.
    #[must_use]
    pub fn mean(&self) -> f64 {
        mean(&self.sum, self.count)
    }

    /// `Σ (x − x̄)²` about the exact mean.
    #[must_use]
    pub fn sum_of_squared_deviations(&self) -> f64 {
        if self.count == 0 {
            return 0.0;
        }
        // With any m near the mean and S = Σx: Σ(x − x̄)² = [Σx² − 2mS + nm²] − (S − nm)²/n. The bracket is summed
        // exactly; the last term is what rounding the mean to m costs.
        let n = self.count as f64;
        let m = self.mean();
        if !m.is_finite() {
            return f64::NAN;
        }
        let mut total = self.squares.clone();
        let mut left = self.sum.clone();
        // S in pieces of 53 bits, none beyond the largest number.
        loop {
            let part = left.value().clamp(-f64::MAX, f64::MAX);
            if part == 0.0 {
                break;
            }
            total.add_product(-m, part);
            total.add_product(-m, part);
            left.add(-part);
        }
        let mut error = self.sum.clone();
        error.add_product(-n, m);
        let error = error.value();
        total.add_scaled_square(m, self.count);
        total.add_product(-error / n, error);
        total.value().max(0.0)
    }

    /// The state as bytes: the count (u64, little-endian), then both sums as [`ExactSum::to_bytes`] writes them.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.count.to_le_bytes().to_vec();
        bytes.extend(self.sum.to_bytes());
        bytes.extend(self.squares.to_bytes());
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; returns the moments and the bytes that follow them.
    pub fn from_bytes(bytes: &[u8]) -> Result<(Self, &[u8])> {
        let Some((count, bytes)) = bytes.split_first_chunk() else {
            return Err(Error::new(ErrorCode::InvalidState, "moments", "is truncated"));
        };
        let (sum, bytes) = ExactSum::from_bytes(bytes)?;
        let (squares, bytes) = ExactSum::from_bytes(bytes)?;
        let count = u64::from_le_bytes(*count);
        Ok((Self { count, sum, squares }, bytes))
    }

    /// The sample variance with denominator `n − 1`; NaN for fewer than two values.
    #[must_use]
    pub fn variance(&self) -> f64 {
        if self.count < 2 {
            f64::NAN
        } else {
            self.sum_of_squared_deviations() / (self.count - 1) as f64
        }
    }
}

impl FromIterator<f64> for ExactMoments {
    fn from_iter<T: IntoIterator<Item = f64>>(values: T) -> Self {
        let mut moments = Self::new();
        for x in values {
            moments.add(x);
        }
        moments
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    #[test]
    fn sums_of_few_round_once() {
        // What math.fsum of Python gives.
        assert_eq!(exact_sum_of_few([0.1; 10].into_iter()), 1.0);
        assert_eq!(exact_sum_of_few([1e100, 1.0, -1e100].into_iter()), 1.0);
        assert_eq!(
            exact_sum_of_few([1e16, 1.0, 1e-16].into_iter()),
            10_000_000_000_000_002.0
        );
        assert_eq!(exact_sum_of_few([1e308, 1e308, -1e308, -1e308].into_iter()), 0.0);
        assert_eq!(exact_sum_of_few([1e308, 1e308].into_iter()), f64::INFINITY);
        assert_eq!(exact_sum_of_few([].into_iter()), 0.0);
    }

    #[test]
    fn is_small_enough_to_hold_one_per_customer() {
        assert!(size_of::<ExactSum>() <= 32);
    }

    #[test]
    fn cancellation_and_extremes() {
        assert_eq!(exact_sum([1e308, 1.0, -1e308]), 1.0);
        assert_eq!(exact_sum([1e16, 1.0, -1e16, 1e-30]), 1.0);
        assert_eq!(exact_sum([0.1; 10]), 1.0);
        assert_eq!(exact_sum([-5e-324, 1e300, -1e300]), -5e-324);
        assert_eq!(exact_sum([5e-324, 5e-324]), 1e-323);
        assert_eq!(exact_sum([]).to_bits(), 0);
        assert_eq!(exact_sum([-0.0]).to_bits(), 0);
        // 0.1 is a little more than a tenth: ten of them are 1 + 5.55e-17, and the mean of many is 0.1 again.
        assert_eq!(exact_mean(&vec![0.1; 1_000_000]), 0.1);
    }

    #[test]
    fn rounding_at_the_ends() {
        let half_ulp = libm::scalbn(1.0, 970);
        assert_eq!(exact_sum([f64::MAX, f64::MAX, -f64::MAX]), f64::MAX);
        assert_eq!(exact_sum([f64::MAX, f64::MAX]), f64::INFINITY);
        // Half a unit above the largest number rounds to even: to infinity. A hair less does not.
        assert_eq!(exact_sum([f64::MAX, half_ulp]), f64::INFINITY);
        assert_eq!(exact_sum([f64::MAX, half_ulp, -5e-324]), f64::MAX);
        assert_eq!(exact_sum([-f64::MAX, -half_ulp, 5e-324]), -f64::MAX);
        // Ties go to even, and a hair decides.
        assert_eq!(exact_sum([1.0, f64::EPSILON / 2.0]), 1.0);
        assert_eq!(exact_sum([1.0, f64::EPSILON / 2.0, 5e-324]), 1.0 + f64::EPSILON);
        assert_eq!(
            exact_sum([1.0 + f64::EPSILON, f64::EPSILON / 2.0]),
            1.0 + 2.0 * f64::EPSILON
        );
        // Products reach below the smallest subnormal.
        assert_eq!(exact_dot(&[5e-324, 1.0], &[0.5, 0.0]), 0.0);
        assert_eq!(exact_dot(&[5e-324, 5e-324], &[0.5, 1e-300]), 5e-324);
        assert_eq!(exact_dot(&[1e300, 1e300, 1.0], &[1e300, -1e300, 3.0]), 3.0);
    }

    #[test]
    fn infinities_and_nan_are_ieee() {
        assert_eq!(exact_sum([f64::INFINITY, 1.0]), f64::INFINITY);
        assert_eq!(exact_sum([-1e308, f64::NEG_INFINITY]), f64::NEG_INFINITY);
        assert!(exact_sum([f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!(exact_sum([f64::NAN, 1.0]).is_nan());
        assert!(exact_dot(&[f64::INFINITY], &[0.0]).is_nan());
        let moments: ExactMoments = [1.0, f64::INFINITY].into_iter().collect();
        assert!(moments.variance().is_nan());
    }

    #[test]
    fn bytes_are_canonical_and_checked() {
        let a: ExactSum = [1e300, 1.5, -1e300].into_iter().collect();
        let b: ExactSum = [1.5].into_iter().collect();
        assert_eq!(a, b);
        assert_eq!(a.to_bytes(), b.to_bytes());
        assert_eq!(b.to_bytes(), [1, 0, 255, 255, 2, 0, 0, 0, 0, 128, 1, 0, 0, 0]);
        assert_eq!(ExactSum::new().to_bytes(), [1, 0, 0, 0, 0, 0]);
        let bytes = a.to_bytes();
        let mut longer = bytes.clone();
        longer.extend([7, 7]);
        let (read, tail) = ExactSum::from_bytes(&longer).unwrap();
        assert_eq!((read, tail), (b, &[7, 7][..]));
        for damaged in [
            &bytes[..5],
            &bytes[..9],
            &[2, 0, 0, 0, 0, 0],
            &[1, 16, 0, 0, 0, 0],
            &[1, 8, 0, 0, 0, 0],
            &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0],
            &[1, 0, 0, 99, 1, 0, 1, 0, 0, 0],
        ] {
            assert_eq!(
                ExactSum::from_bytes(damaged).unwrap_err().code(),
                ErrorCode::InvalidState
            );
        }
    }

    #[test]
    fn moments() {
        let moments: ExactMoments = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0].into_iter().collect();
        assert_eq!(moments.mean(), 5.0);
        assert_eq!(moments.sum_of_squared_deviations(), 32.0);
        // NIST's NumAcc sets: a large offset changes nothing.
        let offset: ExactMoments = [10_000_001.0, 10_000_003.0, 10_000_002.0].into_iter().collect();
        assert_eq!((offset.mean(), offset.variance()), (10_000_002.0, 1.0));
        let same: ExactMoments = [0.1; 7].into_iter().collect();
        assert_eq!(same.variance(), 0.0);
        let huge: ExactMoments = [f64::MAX, f64::MAX].into_iter().collect();
        assert_eq!((huge.mean(), huge.variance()), (f64::MAX, 0.0));
        let one: ExactMoments = [3.0].into_iter().collect();
        assert!(one.variance().is_nan() && ExactMoments::new().mean().is_nan());
        let bytes = moments.to_bytes();
        assert_eq!(ExactMoments::from_bytes(&bytes).unwrap(), (moments, &[][..]));
        assert!(ExactMoments::from_bytes(&bytes[..bytes.len() - 1]).is_err());
    }

    /// An independent reference: two's complement fixed point with the unit 2^-2148, wide enough for any product.
    #[derive(Clone, PartialEq, Eq)]
    struct Fixed([u64; 68]);

    impl Fixed {
        fn add(&mut self, mantissa: u128, exponent: i32, negative: bool) {
            let position = (exponent + 2148) as usize;
            let mut term = [0_u64; 68];
            for bit in 0..128 {
                if mantissa >> bit & 1 == 1 {
                    term[(position + bit) / 64] |= 1 << ((position + bit) % 64);
                }
            }
            let mut carry = negative;
            for (mine, theirs) in self.0.iter_mut().zip(term) {
                let theirs = if negative { !theirs } else { theirs };
                let (sum, first) = mine.overflowing_add(theirs);
                let (sum, second) = sum.overflowing_add(u64::from(carry));
                *mine = sum;
                carry = first || second;
            }
        }

        fn add_number(&mut self, x: f64) {
            let (mantissa, exponent) = decompose(x);
            self.add(u128::from(mantissa), exponent, x.is_sign_negative());
        }

        /// |self − x| as an unsigned number.
        fn distance(&self, x: f64) -> [u64; 68] {
            let mut difference = self.clone();
            difference.add_number(-x);
            if difference.0[67] >> 63 == 1 {
                let mut opposite = Self([0; 68]);
                let mut carry = true;
                for (to, from) in opposite.0.iter_mut().zip(difference.0) {
                    (*to, carry) = (!from).overflowing_add(u64::from(carry));
                }
                difference = opposite;
            }
            let mut big_endian = difference.0;
            big_endian.reverse();
            big_endian
        }

        /// Whether `x` is this number rounded to nearest, ties to even.
        fn rounds_to(&self, x: f64) -> bool {
            if x.is_infinite() {
                // At least half a unit beyond the largest number.
                let mut beyond = self.clone();
                let edge = f64::MAX.copysign(x);
                beyond.add_number(-edge);
                let half = libm::scalbn(1.0, 970).copysign(x);
                beyond.add_number(-half);
                return (beyond.0[67] >> 63 == 1) == (x < 0.0) || beyond.0 == [0; 68];
            }
            let own = self.distance(x);
            [x.next_up(), x.next_down()].into_iter().all(|other| {
                other.is_infinite() || {
                    let theirs = self.distance(other);
                    own < theirs || (own == theirs && x.to_bits() & 1 == 0)
                }
            })
        }
    }

    /// Numbers of every size, and such as cancel or tie with one another.
    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![
            4 => any::<f64>().prop_filter("finite", |x| x.is_finite()),
            4 => (-1_000_000_i64..1_000_000).prop_map(|cents| cents as f64 / 100.0),
            2 => (-1074_i32..1024, any::<bool>()).prop_map(|(exponent, negative)| {
                let x = libm::scalbn(1.0, exponent);
                if negative { -x } else { x }
            }),
            1 => prop_oneof![Just(f64::MAX), Just(-f64::MAX), Just(5e-324), Just(-5e-324), Just(0.0), Just(1e308), Just(-1e308)],
        ]
    }

    proptest! {
        #[test]
        fn sum_is_correctly_rounded(mut terms in prop::collection::vec(number(), 0..40), cancelled in any::<bool>()) {
            if cancelled {
                // All but the first few cancel exactly.
                let opposites: Vec<f64> = terms.iter().skip(3).map(|x| -x).collect();
                terms.extend(opposites);
            }
            let mut exact = Fixed([0; 68]);
            for &x in &terms {
                exact.add_number(x);
            }
            let value = exact_sum(terms.iter().copied());
            prop_assert!(exact.rounds_to(value), "{value:e}");
        }

        #[test]
        fn order_and_merging_change_nothing(
            terms in prop::collection::vec(number(), 0..40),
            shuffle in any::<u64>(),
            split in 0_usize..40,
        ) {
            let whole: ExactSum = terms.iter().copied().collect();
            let mut shuffled = terms.clone();
            let mut rng = super::super::random::CounterRng::new(shuffle, 0);
            for i in (1..shuffled.len()).rev() {
                shuffled.swap(i, rng.below(i as u64 + 1) as usize);
            }
            let split = split.min(shuffled.len());
            let mut merged: ExactSum = shuffled[split..].iter().copied().collect();
            merged.merge(&shuffled[..split].iter().copied().collect());
            prop_assert_eq!(merged.value().to_bits(), whole.value().to_bits());
            prop_assert_eq!(merged.to_bytes(), whole.to_bytes());
            let bytes = whole.to_bytes();
            let (read, tail) = ExactSum::from_bytes(&bytes).unwrap();
            prop_assert!(tail.is_empty());
            prop_assert_eq!(read.to_bytes(), whole.to_bytes());
            prop_assert_eq!(read.value().to_bits(), whole.value().to_bits());
        }

        #[test]
        fn dot_product_is_correctly_rounded(pairs in prop::collection::vec((number(), number()), 0..20)) {
            let mut exact = Fixed([0; 68]);
            for &(x, y) in &pairs {
                let ((mx, ex), (my, ey)) = (decompose(x), decompose(y));
                exact.add(u128::from(mx) * u128::from(my), ex + ey, x.is_sign_negative() != y.is_sign_negative());
            }
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let value = exact_dot(&x, &y);
            prop_assert!(exact.rounds_to(value), "{value:e}");
        }

        #[test]
        fn variance_does_not_feel_an_offset(values in prop::collection::vec(0_u32..1000, 2..50), offset in 0_u64..1 << 43) {
            // Whole numbers up to 2^43 + 1000: the shift is exact.
            let plain: ExactMoments = values.iter().map(|&x| f64::from(x)).collect();
            let shifted: ExactMoments = values.iter().map(|&x| f64::from(x) + offset as f64).collect();
            let (a, b) = (plain.sum_of_squared_deviations(), shifted.sum_of_squared_deviations());
            prop_assert!((a - b).abs() <= 1e-15 * a, "{a} {b}");
        }

        #[test]
        fn variance_does_not_feel_the_order(values in prop::collection::vec(-1e6..1e6, 2..50)) {
            let forward: ExactMoments = values.iter().copied().collect();
            let mut backward: ExactMoments = values[1..].iter().rev().copied().collect();
            backward.merge(&values[..1].iter().copied().collect());
            prop_assert_eq!(&forward, &backward);
            prop_assert_eq!(forward.variance().to_bits(), backward.variance().to_bits());
        }
    }
}
