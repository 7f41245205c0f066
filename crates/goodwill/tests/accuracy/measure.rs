//! Reads the files of `reference.py` and measures how far the numerical room is from the truth.
//!
//! Included by the unit test that guards the committed points and by the example that prints the table.
#![allow(unreachable_pub, dead_code, clippy::neg_cmp_op_on_partial_ord)]

use std::{fmt, fs, io, path::Path, string::String, vec::Vec};

use super::numeric::{beta, chi_squared, f_distribution, gamma, log_space, normal, student_t};

/// Every function measured, with the bound it keeps.
pub const FUNCTIONS: &[Function] = &[
    one(
        "log_space::log_1m_exp",
        log_space::log_1m_exp,
        Bound::Relative(1e-15),
    ),
    one(
        "log_space::log_1p_exp",
        log_space::log_1p_exp,
        Bound::Relative(1e-15),
    ),
    one("gamma::ln_gamma", gamma::ln_gamma, Bound::Ulps(2.0)),
    one("gamma::digamma", gamma::digamma, Bound::Ulps(2.0)),
    one("gamma::trigamma", gamma::trigamma, Bound::Relative(1e-13)),
    two(
        "gamma::regularized_p",
        gamma::regularized_p,
        Bound::Relative(1e-13),
    ),
    two(
        "gamma::regularized_q",
        gamma::regularized_q,
        Bound::Relative(1e-13),
    ),
    two("gamma::inverse_p", gamma::inverse_p, Bound::Conditioned(1e-13)),
    two("gamma::inverse_q", gamma::inverse_q, Bound::Conditioned(1e-13)),
    two("beta::ln_beta", beta::ln_beta, Bound::Conditioned(1e-13)),
    three("beta::regularized", beta::regularized, Bound::Relative(1e-13)),
    three("beta::inverse", beta::inverse, Bound::Conditioned(1e-13)),
    one("normal::cdf", normal::cdf, Bound::Relative(1e-13)),
    one("normal::sf", normal::sf, Bound::Relative(1e-13)),
    one("normal::quantile", normal::quantile, Bound::Conditioned(1e-13)),
    two("student_t::cdf", student_t::cdf, Bound::Relative(1e-13)),
    two("student_t::sf", student_t::sf, Bound::Relative(1e-13)),
    two(
        "student_t::quantile",
        student_t::quantile,
        Bound::Conditioned(1e-13),
    ),
    two("chi_squared::cdf", chi_squared::cdf, Bound::Relative(1e-13)),
    two("chi_squared::sf", chi_squared::sf, Bound::Relative(1e-13)),
    two(
        "chi_squared::quantile",
        chi_squared::quantile,
        Bound::Conditioned(1e-13),
    ),
    three("f_distribution::cdf", f_distribution::cdf, Bound::Relative(1e-13)),
    three("f_distribution::sf", f_distribution::sf, Bound::Relative(1e-13)),
    three(
        "f_distribution::quantile",
        f_distribution::quantile,
        Bound::Conditioned(1e-13),
    ),
];

/// A function under measurement.
pub struct Function {
    /// Its path in the room.
    pub name: &'static str,
    call: Call,
    bound: Bound,
}

enum Call {
    One(fn(f64) -> f64),
    Two(fn(f64, f64) -> f64),
    Three(fn(f64, f64, f64) -> f64),
}

#[derive(Clone, Copy)]
enum Bound {
    /// Units in the last place.
    Ulps(f64),
    /// Relative error.
    Relative(f64),
    /// Relative error over the condition number, where that is above 1.
    Conditioned(f64),
}

const fn one(name: &'static str, call: fn(f64) -> f64, bound: Bound) -> Function {
    Function {
        name,
        call: Call::One(call),
        bound,
    }
}

const fn two(name: &'static str, call: fn(f64, f64) -> f64, bound: Bound) -> Function {
    Function {
        name,
        call: Call::Two(call),
        bound,
    }
}

const fn three(name: &'static str, call: fn(f64, f64, f64) -> f64, bound: Bound) -> Function {
    Function {
        name,
        call: Call::Three(call),
        bound,
    }
}

/// What was found for one function.
pub struct Measured {
    pub name: &'static str,
    pub domain: String,
    pub points: usize,
    pub worst_relative: f64,
    pub worst_ulps: f64,
    /// Relative error over max(1, condition number).
    pub worst_conditioned: f64,
    /// Whether the bound holds.
    pub holds: bool,
    bound: Bound,
    /// The arguments of the worst point under the bound's own measure.
    pub worst_at: Vec<f64>,
}

/// Measures `function` on the points in `text`.
pub fn measure(function: &Function, text: &str) -> Measured {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let arity: usize = header[1]
        .parse()
        .expect("the header says how many arguments there are");
    let mut found = Measured {
        name: function.name,
        domain: header[2].into(),
        points: 0,
        worst_relative: 0.0,
        worst_ulps: 0.0,
        worst_conditioned: 0.0,
        holds: true,
        bound: function.bound,
        worst_at: Vec::new(),
    };
    let mut worst = -1.0;
    for line in lines {
        let fields: Vec<f64> = line
            .split('\t')
            .map(|field| field.parse().expect("a number"))
            .collect();
        let (arguments, rest) = fields.split_at(arity);
        let got = match (&function.call, arguments) {
            (Call::One(call), &[x]) => call(x),
            (Call::Two(call), &[x, y]) => call(x, y),
            (Call::Three(call), &[x, y, z]) => call(x, y, z),
            _ => panic!("{}: {arity} arguments", function.name),
        };
        let (hi, lo) = (rest[0], rest[1]);
        let condition = rest.get(2).copied().unwrap_or(1.0).max(1.0);
        let relative = relative_error(got, hi, lo);
        let ulps = if relative == 0.0 {
            0.0
        } else {
            relative * hi.abs().max(f64::MIN_POSITIVE) / ulp(hi)
        };
        let own = match function.bound {
            Bound::Ulps(bound) => ulps / bound,
            Bound::Relative(bound) => relative / bound,
            Bound::Conditioned(bound) => relative / condition / bound,
        };
        // Written so that NaN counts as the worst there is.
        if !(own <= worst) {
            worst = if own.is_nan() { f64::INFINITY } else { own };
            found.worst_at = arguments.to_vec();
        }
        found.points += 1;
        found.worst_relative = worse(found.worst_relative, relative);
        found.worst_ulps = worse(found.worst_ulps, ulps);
        found.worst_conditioned = worse(found.worst_conditioned, relative / condition);
    }
    found.holds = worst <= 1.0;
    found
}

fn worse(a: f64, b: f64) -> f64 {
    if b.is_nan() { f64::INFINITY } else { a.max(b) }
}

/// |got − (hi + lo)| / |hi|; subnormal truths are compared on the scale of the smallest normal number.
fn relative_error(got: f64, hi: f64, lo: f64) -> f64 {
    if got == hi && (lo == 0.0 || hi.is_infinite()) {
        return 0.0;
    }
    ((got - hi) - lo).abs() / hi.abs().max(f64::MIN_POSITIVE)
}

/// The distance to the next number of the same binade.
fn ulp(x: f64) -> f64 {
    let x = x.abs().clamp(f64::MIN_POSITIVE, f64::MAX);
    let below = f64::from_bits(x.to_bits() & !((1 << 52) - 1));
    below * f64::EPSILON
}

/// Measures every function that has a file in `directory`.
pub fn measure_directory(directory: &Path) -> io::Result<Vec<Measured>> {
    FUNCTIONS
        .iter()
        .map(|function| {
            let file = directory.join(std::format!("{}.tsv", function.name.replace("::", ".")));
            Ok(measure(function, &fs::read_to_string(file)?))
        })
        .collect()
}

impl fmt::Display for Measured {
    /// A row of the published table.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            domain,
            points,
            worst_relative,
            worst_ulps,
            ..
        } = self;
        write!(
            f,
            "| `{name}` | {domain} | {points} | {worst_relative:.1e} | {worst_ulps:.1} | "
        )?;
        match self.bound {
            Bound::Conditioned(_) => write!(f, "{:.1e} |", self.worst_conditioned),
            _ => f.write_str("|"),
        }
    }
}
