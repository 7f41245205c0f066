//! One made-up customer.

use super::BetaGeometric;
use crate::error::Result;
use crate::model::simulate::{SimulatedLife, Stream, check_room};
use alloc::vec::Vec;

impl BetaGeometric {
    pub(in super::super) fn simulate_one(
        &self,
        tenure: f64,
        stream: &mut Stream,
        times: &mut Vec<f64>,
    ) -> Result<SimulatedLife> {
        let rng = stream.rng();
        let rate = rng.gamma(self.r, self.alpha);
        let (leaving, _) = rng.beta(self.a, self.b);
        let life = |left| SimulatedLife {
            left,
            // A purchase is k phases at this rate.
            purchase_rate: rate / f64::from(self.k),
            dropout_rate: leaving,
        };
        if self.at_first == 1 && rng.uniform() < leaving {
            return Ok(life(Some(0.0)));
        }
        let begin = times.len();
        let mut time = 0.0;
        loop {
            let phases: f64 = (0..self.k).map(|_| rng.exponential()).sum();
            time += phases / rate;
            if time > tenure {
                return Ok(life(None));
            }
            check_room(times.len() - begin)?;
            times.push(time);
            if rng.uniform() < leaving {
                return Ok(life(Some(time)));
            }
        }
    }
}
