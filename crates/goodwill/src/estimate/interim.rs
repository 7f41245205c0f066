//! Stand-ins until the numerical ground is laid; replaced by `crate::numeric`.
#![allow(clippy::pedantic)]

pub(crate) fn exact_sum(values: impl Iterator<Item = f64>) -> f64 {
    values.sum()
}

fn bisect(mut lo: f64, mut hi: f64, f: impl Fn(f64) -> f64, target: f64) -> f64 {
    for _ in 0..2000 {
        let mid = 0.5 * (lo + hi);
        if mid <= lo || mid >= hi {
            break;
        }
        if f(mid) < target { lo = mid } else { hi = mid }
    }
    0.5 * (lo + hi)
}

pub(crate) mod normal {
    pub(crate) fn quantile(p: f64) -> f64 {
        super::bisect(
            -40.0,
            40.0,
            |x| 0.5 * libm::erfc(-x / core::f64::consts::SQRT_2),
            p,
        )
    }
}

pub(crate) mod student_t {
    pub(crate) fn quantile(p: f64, df: f64) -> f64 {
        super::bisect(
            -1e9,
            1e9,
            |t| {
                let tail = 0.5 * super::beta::regularized(0.5 * df, 0.5, df / (df + t * t));
                if t > 0.0 { 1.0 - tail } else { tail }
            },
            p,
        )
    }
}

pub(crate) mod beta {
    fn fraction(a: f64, b: f64, x: f64) -> f64 {
        let (qab, qap, qam) = (a + b, a + 1.0, a - 1.0);
        let fix = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
        let mut c = 1.0;
        let mut d = 1.0 / fix(1.0 - qab * x / qap);
        let mut h = d;
        for m in 1..100_000 {
            let m = f64::from(m);
            let aa = m * (b - m) * x / ((qam + 2.0 * m) * (a + 2.0 * m));
            d = 1.0 / fix(1.0 + aa * d);
            c = fix(1.0 + aa / c);
            h *= d * c;
            let aa = -(a + m) * (qab + m) * x / ((a + 2.0 * m) * (qap + 2.0 * m));
            d = 1.0 / fix(1.0 + aa * d);
            c = fix(1.0 + aa / c);
            h *= d * c;
            if (d * c - 1.0).abs() < 1e-16 {
                break;
            }
        }
        h
    }

    pub(crate) fn regularized(a: f64, b: f64, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if x >= 1.0 {
            return 1.0;
        }
        let front = libm::exp(
            libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x),
        );
        if x < (a + 1.0) / (a + b + 2.0) {
            front * fraction(a, b, x) / a
        } else {
            1.0 - front * fraction(b, a, 1.0 - x) / b
        }
    }

    pub(crate) fn inverse(a: f64, b: f64, p: f64) -> f64 {
        super::bisect(0.0, 1.0, |x| regularized(a, b, x), p)
    }
}

pub(crate) mod gamma {
    fn regularized_p(a: f64, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let front = libm::exp(a * libm::log(x) - x - libm::lgamma(a));
        if x < a + 1.0 {
            let (mut term, mut sum, mut k) = (1.0 / a, 1.0 / a, a);
            for _ in 0..1_000_000 {
                k += 1.0;
                term *= x / k;
                sum += term;
                if term < sum * 1e-17 {
                    break;
                }
            }
            front * sum
        } else {
            let mut b = x + 1.0 - a;
            let mut c = 1e300;
            let mut d = 1.0 / b;
            let mut h = d;
            for i in 1..1_000_000 {
                let i = f64::from(i);
                let an = -i * (i - a);
                b += 2.0;
                d = 1.0 / (an * d + b);
                c = b + an / c;
                h *= d * c;
                if (d * c - 1.0).abs() < 1e-16 {
                    break;
                }
            }
            1.0 - front * h
        }
    }

    pub(crate) fn inverse_p(a: f64, p: f64) -> f64 {
        super::bisect(0.0, a + 40.0 * libm::sqrt(a) + 800.0, |x| regularized_p(a, x), p)
    }

    pub(crate) fn inverse_q(a: f64, q: f64) -> f64 {
        inverse_p(a, 1.0 - q)
    }
}
