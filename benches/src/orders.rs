//! Made-up orders: seeded, unsorted, from customers of very different zeal.

use arrow_array::{Date32Array, Float64Array, Int64Array, StringArray};
use std::io::Write;
use std::path::Path;

/// Orders as Arrow columns.
#[derive(Debug)]
pub struct Orders {
    /// Who bought: ten-digit numbers.
    pub customers: Int64Array,
    /// When: days of 2023 and 2024, in no order.
    pub days: Date32Array,
    /// For how much: from 0.99, two decimals.
    pub amounts: Float64Array,
}

/// The last day of the made-up orders: 2024-12-31.
pub const AS_OF: i32 = 20_088;
const DAYS: u64 = 731;

/// SplitMix64 (Steele, Lea & Flood 2014).
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    }

    /// Uniform on [0, 1).
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Standard normal (Box & Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Gamma of that shape, 1 or more, and scale 1 (Marsaglia & Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        loop {
            let x = self.normal();
            let v = (1.0 + x / (9.0 * d).sqrt()).powi(3);
            if v > 0.0 && (1.0 - self.uniform()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }
}

/// `rows` orders by up to `customers` customers.
///
/// A customer's share of the orders falls with the square root of their rank: most buy a handful of times, a few
/// buy thousands of times.
#[must_use]
pub fn orders(rows: usize, customers: u64, seed: u64) -> Orders {
    let mut random = Random(seed);
    let (mut ids, mut days, mut amounts) = (
        Vec::with_capacity(rows),
        Vec::with_capacity(rows),
        Vec::with_capacity(rows),
    );
    for _ in 0..rows {
        let uniform = random.uniform();
        let rank = (uniform * uniform * customers as f64) as u64;
        // An odd multiplier permutes 32-bit numbers: identifiers say nothing about rank.
        let scattered = (rank as u32).wrapping_mul(2_654_435_761);
        ids.push(1_000_000_000 + i64::from(scattered));
        days.push(AS_OF - (random.bits() % DAYS) as i32);
        let cents = 99.0 + (random.uniform() * random.uniform() * 20_000.0).floor();
        amounts.push(cents / 100.0);
    }
    Orders {
        customers: ids.into(),
        days: days.into(),
        amounts: amounts.into(),
    }
}

impl Orders {
    /// The number of orders.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.customers.values().len()
    }

    /// The customers as texts.
    #[must_use]
    pub fn texts(&self) -> StringArray {
        StringArray::from_iter_values(self.customers.values().iter().map(ToString::to_string))
    }

    /// Bytes of the three columns.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.rows() * (size_of::<i64>() + size_of::<i32>() + size_of::<f64>())
    }

    /// Writes the columns as they lie in memory, for a peer to read: `customers.i64`, `days.i32`, `amounts.f64`.
    ///
    /// # Errors
    /// Any failure to write.
    pub fn write(&self, directory: &Path) -> std::io::Result<()> {
        write(
            directory,
            "customers.i64",
            self.customers.values().iter().map(|id| id.to_le_bytes()),
        )?;
        write(
            directory,
            "days.i32",
            self.days.values().iter().map(|day| day.to_le_bytes()),
        )?;
        write(
            directory,
            "amounts.f64",
            self.amounts.values().iter().map(|amount| amount.to_le_bytes()),
        )
    }
}

fn write<const N: usize>(
    directory: &Path,
    name: &str,
    mut values: impl Iterator<Item = [u8; N]>,
) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(directory.join(name))?);
    values.try_for_each(|bytes| file.write_all(&bytes))?;
    file.flush()
}
