//! Random numbers that are a function of (seed, stream, position), so that any thread can draw any of them.

/// Philox-4×32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw (2011, "Parallel random numbers:
/// as easy as 1, 2, 3", SC'11). The seed is the key; the counter is (position, stream).
///
/// Give each bootstrap replicate or customer its own stream and the result does not depend on the threads.
#[derive(Debug, Clone)]
pub struct CounterRng {
    key: [u32; 2],
    stream: u64,
    block: u64,
    /// The second half of the last block, if it has not been used.
    spare: Option<u64>,
}

impl CounterRng {
    /// The generator of that seed and stream, at its beginning.
    #[must_use]
    pub fn new(seed: u64, stream: u64) -> Self {
        Self {
            key: halves(seed),
            stream,
            block: 0,
            spare: None,
        }
    }

    /// The next 64 random bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        if let Some(bits) = self.spare.take() {
            return bits;
        }
        let [p0, p1] = halves(self.block);
        let [s0, s1] = halves(self.stream);
        let [a, b, c, d] = philox_4x32_10([p0, p1, s0, s1], self.key);
        self.block = self.block.wrapping_add(1);
        self.spare = Some(u64::from(c) | u64::from(d) << 32);
        u64::from(a) | u64::from(b) << 32
    }

    /// Uniform on the open interval (0, 1): the midpoint of one of 2^52 equal cells.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        const CELL: f64 = 1.0 / (1_u64 << 52) as f64;
        ((self.next_u64() >> 12) as f64 + 0.5) * CELL
    }

    /// Uniform on `0..bound`, without bias (Lemire 2019, "Fast random integer generation in an interval").
    /// `bound` is at least 1.
    #[inline]
    pub fn below(&mut self, bound: u64) -> u64 {
        debug_assert!(bound > 0);
        loop {
            let product = u128::from(self.next_u64()) * u128::from(bound);
            let low = product as u64;
            if low >= bound || low >= bound.wrapping_neg() % bound {
                return (product >> 64) as u64;
            }
        }
    }

    /// Draws as many members of a group as it has, with replacement, and adds one to each member's count as often as
    /// it is drawn.
    pub fn draws(&mut self, counts: &mut [f64]) {
        let Ok(bound) = u32::try_from(counts.len()) else {
            for _ in 0..counts.len() {
                counts[self.below(counts.len() as u64) as usize] += 1.0;
            }
            return;
        };
        // As `below`, on halves of the bits: two draws a number.
        let reject = bound.wrapping_neg().checked_rem(bound).unwrap_or(0);
        let mut left = bound;
        while left > 0 {
            for bits in halves(self.next_u64()) {
                let product = u64::from(bits) * u64::from(bound);
                if left > 0 && product as u32 >= reject {
                    counts[(product >> 32) as usize] += 1.0;
                    left -= 1;
                }
            }
        }
    }

    /// A standard normal deviate, by inversion.
    pub fn normal(&mut self) -> f64 {
        super::normal::quantile(self.uniform())
    }

    /// An exponential deviate of mean 1, by inversion.
    pub fn exponential(&mut self) -> f64 {
        -libm::log(self.uniform())
    }

    /// The logarithm of a gamma deviate of that shape and of rate 1, which itself may be too small for a number.
    ///
    /// Marsaglia and Tsang (2000, "A simple method for generating gamma variables"): the cube of a normal deviate,
    /// accepted or drawn again. The deviate of shape + 1 times `U^(1/shape)` is one of shape, whatever the shape.
    pub fn ln_gamma_deviate(&mut self, shape: f64) -> f64 {
        let d = shape + 2.0 / 3.0; // (shape + 1) − 1/3
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let z = self.normal();
            let root = 1.0 + c * z;
            if root <= 0.0 {
                continue;
            }
            let cube = root * root * root;
            let ln_cube = libm::log(cube);
            if libm::log(self.uniform()) < 0.5 * z * z + d * (1.0 - cube + ln_cube) {
                return libm::log(d) + ln_cube + libm::log(self.uniform()) / shape;
            }
        }
    }

    /// A gamma deviate of that shape and rate; 0 where it is too small for a number.
    pub fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        libm::exp(self.ln_gamma_deviate(shape)) / rate
    }

    /// A beta deviate with its complement, each relatively exact: a gamma deviate's share of two, in logarithms.
    pub fn beta(&mut self, a: f64, b: f64) -> (f64, f64) {
        let ln_odds = self.ln_gamma_deviate(a) - self.ln_gamma_deviate(b);
        (
            1.0 / (1.0 + libm::exp(-ln_odds)),
            1.0 / (1.0 + libm::exp(ln_odds)),
        )
    }

    /// Failures before the first success, each trial a failure with probability `failure`, by inversion;
    /// `u64::MAX` where success is as good as impossible.
    pub fn geometric(&mut self, failure: f64) -> u64 {
        let trials = libm::log(self.uniform()) / libm::log(failure);
        // `as` saturates; failure = 0 gives 0, failure = 1 gives infinity.
        libm::fabs(trials) as u64
    }
}

#[inline]
fn halves(x: u64) -> [u32; 2] {
    [x as u32, (x >> 32) as u32]
}

#[inline]
fn philox_4x32_10(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let a = u64::from(counter[0]) * 0xD251_1F53;
        let b = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (b >> 32) as u32 ^ counter[1] ^ key[0],
            b as u32,
            (a >> 32) as u32 ^ counter[3] ^ key[1],
            a as u32,
        ];
        // Weyl sequences of the golden ratio and of √3 − 1.
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known-answer vectors published with Random123 (`kat_vectors`, philox4x32, 10 rounds).
    #[test]
    fn known_answers() {
        assert_eq!(
            philox_4x32_10([0; 4], [0; 2]),
            [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]
        );
        assert_eq!(
            philox_4x32_10([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
        );
        assert_eq!(
            philox_4x32_10(
                [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
                [0xa4093822, 0x299f31d0]
            ),
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        );
    }

    #[test]
    fn streams_repeat_and_differ() {
        let draw = |seed, stream| {
            let mut rng = CounterRng::new(seed, stream);
            [rng.next_u64(), rng.next_u64(), rng.next_u64()]
        };
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
    }

    /// Mean and variance of many deviates, as multiples of their standard errors away from what they should be.
    fn distance(mean: f64, variance: f64, fourth: f64, draw: impl Fn(&mut CounterRng) -> f64) -> (f64, f64) {
        const DRAWS: u64 = 20_000;
        let (mut first, mut second) = (0.0, 0.0);
        for stream in 0..DRAWS {
            let deviation = draw(&mut CounterRng::new(11, stream)) - mean;
            first += deviation;
            second += deviation * deviation;
        }
        let n = DRAWS as f64;
        (
            first / n / libm::sqrt(variance / n),
            (second / n - variance) / libm::sqrt((fourth - variance * variance) / n),
        )
    }

    #[test]
    fn deviates_have_their_moments() {
        for shape in [0.05, 0.24, 1.0, 3.7, 400.0] {
            let fourth = 3.0 * shape * shape + 6.0 * shape;
            let (mean, variance) = distance(shape, shape, fourth, |rng| rng.gamma(shape, 1.0));
            assert!(
                mean.abs() < 4.0 && variance.abs() < 4.0,
                "{shape}: {mean} {variance}"
            );
        }
        for (a, b) in [(0.05, 0.1), (0.8, 2.4), (30.0, 4.0)] {
            let (whole, mean) = (a + b, a / (a + b));
            let variance = mean * (1.0 - mean) / (whole + 1.0);
            let excess = 6.0 * ((a - b) * (a - b) * (whole + 1.0) - a * b * (whole + 2.0))
                / (a * b * (whole + 2.0) * (whole + 3.0));
            let fourth = (excess + 3.0) * variance * variance;
            let (first, second) = distance(mean, variance, fourth, |rng| rng.beta(a, b).0);
            assert!(
                first.abs() < 4.0 && second.abs() < 4.0,
                "{a} {b}: {first} {second}"
            );
        }
        let (mean, variance) = distance(1.0, 1.0, 9.0, CounterRng::exponential);
        assert!(mean.abs() < 4.0 && variance.abs() < 4.0);
        let (success, failure) = (0.3, 0.7_f64);
        let variance = failure / (success * success);
        let fourth = variance * variance * (9.0 + success * success / failure);
        let (mean, spread) = distance(failure / success, variance, fourth, |rng| {
            rng.geometric(failure) as f64
        });
        assert!(mean.abs() < 4.0 && spread.abs() < 4.0, "{mean} {spread}");
    }

    #[test]
    fn tiny_shapes_stay_numbers() {
        let mut rng = CounterRng::new(3, 0);
        for _ in 0..1000 {
            let (p, q) = rng.beta(1e-3, 1e-3);
            assert!((0.0..=1.0).contains(&p) && (p + q - 1.0).abs() < 1e-15);
            assert!(rng.ln_gamma_deviate(1e-3) < 3.0);
        }
        assert_eq!((rng.geometric(0.0), rng.geometric(1.0)), (0, u64::MAX));
    }

    #[test]
    fn draws_are_fair() {
        let mut rng = CounterRng::new(5, 0);
        let mut counts = [0.0; 7];
        for _ in 0..10_000 {
            rng.draws(&mut counts);
        }
        assert_eq!(counts.iter().sum::<f64>(), 70_000.0);
        assert!(
            counts.iter().all(|count| (count - 10_000.0).abs() < 400.0),
            "{counts:?}"
        );
        rng.draws(&mut []);
    }

    #[test]
    fn uniform_is_open_and_below_is_fair() {
        let mut rng = CounterRng::new(7, 0);
        let mut counts = [0_u32; 6];
        let mut sum = 0.0;
        for _ in 0..60_000 {
            let u = rng.uniform();
            assert!(u > 0.0 && u < 1.0);
            sum += u;
            counts[rng.below(6) as usize] += 1;
        }
        assert!((sum / 60_000.0 - 0.5).abs() < 0.004);
        assert!(
            counts.iter().all(|&count| count.abs_diff(10_000) < 400),
            "{counts:?}"
        );
    }
}
