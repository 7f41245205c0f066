//! Numbers of twice the precision: the unevaluated sum of two `f64`, about 106 bits (Dekker 1971; Knuth, TAOCP 2,
//! 4.2.2; Joldeş, Muller and Popescu 2017 for the error bounds).
//!
//! Their one purpose is exponents. A tail probability of 1e-300 is `exp(-690)`, and an exponent known to 53 bits
//! leaves only 43 bits of the probability; a density with a parameter of a million subtracts numbers of size 1e7.
//! So whatever stands in an exponent is computed here, and only the result is rounded.

use core::ops::{Add, Div, Mul, Neg, Sub};

/// The value `hi + lo`, with `|lo|` at most half a unit in the last place of `hi`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Double {
    /// The value rounded to `f64`.
    pub hi: f64,
    /// What rounding left over.
    pub lo: f64,
}

/// `a + b` exactly, as the rounded sum and its error.
#[inline]
pub const fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

/// As [`two_sum`] where `|a| ≥ |b|`.
#[inline]
const fn quick_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// `a · b` exactly, as the rounded product and its error: Veltkamp's split into halves of 26 bits, for want of a
/// fused multiply-add that every target has. Needs `|a|, |b| < 2^996` and a product above 2^-969.
#[inline]
pub const fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let (a_hi, a_lo) = split(a);
    let (b_hi, b_lo) = split(b);
    (
        product,
        ((a_hi * b_hi - product) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo,
    )
}

#[inline]
const fn split(a: f64) -> (f64, f64) {
    let scaled = 134_217_729.0 * a; // 2^27 + 1
    let hi = scaled - (scaled - a);
    (hi, a - hi)
}

impl Double {
    /// Zero.
    pub const ZERO: Self = Self { hi: 0.0, lo: 0.0 };
    /// One.
    pub const ONE: Self = Self { hi: 1.0, lo: 0.0 };
    /// ln 2.
    pub const LN_2: Self = Self {
        hi: core::f64::consts::LN_2,
        lo: 2.3190468138462996e-17,
    };

    /// ½ ln 2π.
    pub const HALF_LN_TAU: Self = Self {
        hi: 0.9189385332046728,
        lo: -3.8782941580672414e-17,
    };

    /// The exact sum of two numbers.
    #[inline]
    pub const fn sum(a: f64, b: f64) -> Self {
        let (hi, lo) = two_sum(a, b);
        Self { hi, lo }
    }

    /// The exact difference of two numbers.
    #[inline]
    pub const fn difference(a: f64, b: f64) -> Self {
        Self::sum(a, -b)
    }

    /// The exact product of two numbers.
    #[inline]
    pub const fn product(a: f64, b: f64) -> Self {
        let (hi, lo) = two_product(a, b);
        Self { hi, lo }
    }

    /// The quotient of two numbers.
    #[inline]
    pub const fn quotient(a: f64, b: f64) -> Self {
        Self { hi: a, lo: 0.0 }.over(Self { hi: b, lo: 0.0 })
    }

    const fn plus(self, other: Self) -> Self {
        let (s, e) = two_sum(self.hi, other.hi);
        let (t, f) = two_sum(self.lo, other.lo);
        let (s, e) = quick_two_sum(s, e + t);
        let (hi, lo) = quick_two_sum(s, e + f);
        Self { hi, lo }
    }

    const fn negated(self) -> Self {
        Self {
            hi: -self.hi,
            lo: -self.lo,
        }
    }

    const fn times(self, other: Self) -> Self {
        let (p, e) = two_product(self.hi, other.hi);
        let (hi, lo) = quick_two_sum(p, e + (self.hi * other.lo + self.lo * other.hi));
        Self { hi, lo }
    }

    const fn over(self, other: Self) -> Self {
        let q = self.hi / other.hi;
        let rest = self.plus(other.times(Self { hi: q, lo: 0.0 }).negated());
        let r = rest.hi / other.hi;
        let rest = rest.plus(other.times(Self { hi: r, lo: 0.0 }).negated());
        let (hi, lo) = quick_two_sum(q, r);
        let (hi, lo) = quick_two_sum(hi, lo + rest.hi / other.hi);
        Self { hi, lo }
    }

    /// The value times a power of two.
    #[must_use]
    pub const fn scaled(self, power_of_two: f64) -> Self {
        Self {
            hi: self.hi * power_of_two,
            lo: self.lo * power_of_two,
        }
    }

    /// `ln(self)` for a normal positive number, relatively exact near 1 too.
    #[must_use]
    pub fn ln(self) -> Self {
        if !(self.hi > 0.0 && self.hi < 1e308) {
            return Self::from(libm::log(self.hi));
        }
        if self.hi < f64::MIN_POSITIVE {
            return self.scaled(TWO_TO_64).ln() - Self::LN_2 * Self::from(64.0);
        }
        // self = 2^k m with m in [0.7, 1.41]; c is the nearest 64th to m.
        let (_, exponent) = libm::frexp(self.hi * core::f64::consts::SQRT_2);
        let k = exponent - 1;
        let m = Self {
            hi: libm::scalbn(self.hi, -k),
            lo: libm::scalbn(self.lo, -k),
        };
        let i = libm::round(m.hi * 64.0);
        let c = Self::from(i / 64.0);
        let small = ((m - c) / (m + c)).atanh_twice();
        let near = LN_OF_64THS[i as usize - FIRST_64TH] + small;
        if k == 0 {
            near
        } else {
            Self::LN_2 * Self::from(f64::from(k)) + near
        }
    }

    /// `ln(1 + self)`, relatively exact near 0.
    #[must_use]
    pub fn ln_1p(self) -> Self {
        if libm::fabs(self.hi) < 0.0075 {
            (self / (self + Self::from(2.0))).atanh_twice()
        } else {
            (self + Self::ONE).ln()
        }
    }

    /// `2 artanh(self)` by its power series, for `|self| < 0.006`.
    fn atanh_twice(self) -> Self {
        let square = self * self;
        let s = square.hi;
        let rest = s * s * s * s * (1.0 / 9.0 + s * (1.0 / 11.0 + s * (1.0 / 13.0 + s * (1.0 / 15.0))));
        let sum = Self::from(rest) + square * (THIRD + square * (FIFTH + square * SEVENTH));
        let twice = self.scaled(2.0);
        twice + twice * sum
    }

    /// `exp(self)`, rounded to `f64`.
    pub fn exp(self) -> f64 {
        let e = libm::exp(self.hi);
        // The correction is below 2^-43; where exp has overflowed or vanished there is nothing to correct.
        if e.is_finite() { e + e * self.lo } else { e }
    }
}

const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;
const THIRD: Double = Double::quotient(1.0, 3.0);
const FIFTH: Double = Double::quotient(1.0, 5.0);
const SEVENTH: Double = Double::quotient(1.0, 7.0);

const FIRST_64TH: usize = 45;

/// ln(i / 64) for i = 45 … 91, computed by the compiler: 2 artanh((c − 1) / (c + 1)).
static LN_OF_64THS: [Double; 47] = {
    let mut table = [Double::ZERO; 47];
    let mut i = 0;
    while i < table.len() {
        let c = (FIRST_64TH + i) as f64;
        let z = Double::quotient(c - 64.0, c + 64.0);
        let square = z.times(z);
        let mut sum = Double::ZERO;
        let mut odd = 51.0;
        while odd > 0.0 {
            sum = sum.times(square).plus(Double::quotient(1.0, odd));
            odd -= 2.0;
        }
        table[i] = z.times(sum).scaled(2.0);
        i += 1;
    }
    table
};

impl From<f64> for Double {
    #[inline]
    fn from(hi: f64) -> Self {
        Self { hi, lo: 0.0 }
    }
}

impl From<Double> for f64 {
    #[inline]
    fn from(value: Double) -> Self {
        value.hi + value.lo
    }
}

impl Add for Double {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        self.plus(other)
    }
}

impl Sub for Double {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        self.plus(other.negated())
    }
}

impl Mul for Double {
    type Output = Self;
    #[inline]
    fn mul(self, other: Self) -> Self {
        self.times(other)
    }
}

impl Div for Double {
    type Output = Self;
    #[inline]
    fn div(self, other: Self) -> Self {
        self.over(other)
    }
}

impl Neg for Double {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        self.negated()
    }
}
