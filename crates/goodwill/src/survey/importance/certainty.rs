//! How certain a quadrant is: respondents drawn with replacement, again and again.

use super::ipa::{Grid, IpaOptions, IpaQuadrant};
use crate::error::Result;
use crate::numeric::random::CounterRng;
use crate::parallel;
use crate::survey::products::dot;
use crate::survey::samples::{Blocks, deal};
use crate::watch::Steps;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// Sums kept of each attribute: Σw, Σw·performance and, where importance was asked, Σw·importance.
const SUMS: usize = 3;
/// Rows whose counts stay in the first cache while every column is summed.
const CHUNK: usize = 2048;

/// The answers of respondents, to be drawn from.
pub(super) struct Bootstrap<'a> {
    grid: &'a Grid<'a>,
    answers: Answers,
}

enum Answers {
    /// A column for each sum of each attribute, with a row for each respondent; 0 where it was not answered.
    Singly { columns: Vec<Vec<f64>>, rows: usize },
    /// The sums over blocks of respondents.
    InBlocks(Blocks),
}

/// What a thread uses again and again.
struct Scratch {
    counts: Vec<f64>,
    sums: Vec<f64>,
    importances: Vec<f64>,
    performances: Vec<f64>,
}

impl<'a> Bootstrap<'a> {
    /// Of sorted respondents, to be drawn one by one or in blocks.
    pub(super) fn new(grid: &'a Grid<'a>, respondents: &[usize], many: bool) -> Self {
        let answers = if many {
            let mut dealt = respondents.to_vec();
            deal(&mut dealt);
            Answers::InBlocks(Blocks::of(
                dealt.len(),
                || (),
                |(), rows| {
                    let column = |at| grid.part(at, &dealt[rows.clone()]).sum();
                    (0..grid.sums()).map(column).collect()
                },
            ))
        } else {
            let column = |at| grid.part(at, respondents).collect();
            Answers::Singly {
                columns: (0..grid.sums()).map(column).collect(),
                rows: respondents.len(),
            }
        };
        Self { grid, answers }
    }

    /// The share of resamples that put each attribute in each quadrant.
    pub(super) fn certainty(&self, options: &IpaOptions, steps: &Steps<'_>) -> Result<Vec<[f64; 4]>> {
        let scratch = || Scratch {
            counts: Vec::new(),
            sums: vec![0.0; self.grid.sums()],
            importances: Vec::new(),
            performances: Vec::new(),
        };
        let resamples: Vec<u64> = (0..u64::from(options.resamples)).collect();
        let outcomes = parallel::map(resamples, scratch, |scratch, stream| {
            // Whoever comes after a break does nothing.
            steps.ask()?;
            self.draw(&mut CounterRng::new(options.seed, stream), scratch);
            steps.through(self.grid.quadrants(scratch))
        });
        let mut counts = vec![[0_u64; 4]; self.grid.performance.len()];
        for outcome in outcomes {
            for (count, quadrant) in counts.iter_mut().zip(outcome?) {
                if let Some(quadrant) = quadrant {
                    count[quadrant as usize] += 1;
                }
            }
        }
        Ok(counts
            .into_iter()
            .map(|counts| {
                let all = counts.iter().sum::<u64>() as f64;
                counts.map(|count| count as f64 / all)
            })
            .collect())
    }

    /// The sums over a sample.
    fn draw(&self, random: &mut CounterRng, scratch: &mut Scratch) {
        let Scratch { counts, sums, .. } = scratch;
        match &self.answers {
            Answers::InBlocks(blocks) => blocks.drawn(random, counts, sums),
            Answers::Singly { columns, rows } => {
                counts.clear();
                counts.resize(*rows, 0.0);
                random.draws(counts);
                sums.fill(0.0);
                for start in (0..*rows).step_by(CHUNK) {
                    let chunk: Range<usize> = start..(start + CHUNK).min(*rows);
                    for (sum, column) in sums.iter_mut().zip(columns) {
                        *sum += dot(&counts[chunk.clone()], &column[chunk.clone()]);
                    }
                }
            }
        }
    }
}

impl Grid<'_> {
    /// How many sums there are.
    fn sums(&self) -> usize {
        SUMS * self.performance.len()
    }

    /// What respondents add to a sum.
    fn part<'a>(&'a self, at: usize, respondents: &'a [usize]) -> impl Iterator<Item = f64> + 'a {
        let (item, part) = (at / SUMS, at % SUMS);
        respondents.iter().map(move |&row| {
            if !self.answered(item, row) {
                return 0.0;
            }
            let weight = self.weights.map_or(1.0, |weights| weights[row]);
            match (part, self.stated) {
                (0, _) => weight,
                (1, _) => weight * self.performance[item][row],
                (_, Some(stated)) => weight * stated[item][row],
                (_, None) => 0.0,
            }
        })
    }

    /// The quadrant of each attribute in one resample; none for an attribute that nobody drawn answered about.
    fn quadrants(&self, scratch: &mut Scratch) -> Vec<Option<IpaQuadrant>> {
        let Scratch {
            sums,
            importances,
            performances,
            ..
        } = scratch;
        let sums = sums.as_chunks::<SUMS>().0;
        importances.clear();
        performances.clear();
        let mean = |item: usize| {
            let [weight, performance, importance] = sums[item];
            (weight > 0.0).then(|| {
                let importance = match self.stated {
                    Some(_) => importance / weight,
                    None => self.derived[item],
                };
                (importance, performance / weight)
            })
        };
        for item in 0..sums.len() {
            if let Some((importance, performance)) = mean(item) {
                importances.push(importance);
                performances.push(performance);
            }
        }
        let crossing = self.crossing(importances, performances);
        (0..sums.len())
            .map(|item| {
                mean(item).map(|(importance, performance)| IpaQuadrant::of(importance, performance, crossing))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::{Step, Watch};

    #[test]
    fn blocks_and_rows_agree() {
        const ROWS: usize = 3000;
        let mut random = CounterRng::new(4, 0);
        let mut column = |shift: f64| -> Vec<f64> {
            (0..ROWS)
                .map(|_| match random.below(10) {
                    0 => f64::NAN,
                    x => shift + x as f64,
                })
                .collect()
        };
        // Near both lines, near either, and far from both.
        let importance = [0.02, 2.0, -0.05, -2.0].map(&mut column);
        let performance = [0.0, 0.04, 2.0, -2.0].map(&mut column);
        let weights: Vec<f64> = (0..ROWS).map(|row| 0.5 + (row % 5) as f64 / 4.0).collect();
        let importance: Vec<&[f64]> = importance.iter().map(Vec::as_slice).collect();
        let performance: Vec<&[f64]> = performance.iter().map(Vec::as_slice).collect();
        for (stated, weights) in [
            (Some(&importance[..]), None),
            (Some(&importance[..]), Some(&weights[..])),
            (None, Some(&weights[..])),
        ] {
            let grid = Grid::by_means(stated, &[0.5, 0.2, 0.25, 0.05], &performance, weights);
            let options = IpaOptions {
                resamples: 1000,
                ..IpaOptions::default()
            };
            let respondents = grid.respondents(ROWS);
            let shares = |many: bool| {
                let bootstrap = Bootstrap::new(&grid, &respondents, many);
                bootstrap
                    .certainty(&options, &Watch::default().steps(Step::Resample))
                    .unwrap()
            };
            let (singly, in_blocks) = (shares(false), shares(true));
            assert!(
                singly.iter().flatten().any(|share| (0.2..0.8).contains(share)),
                "{singly:?}"
            );
            for (singly, in_blocks) in singly.iter().flatten().zip(in_blocks.iter().flatten()) {
                // Four times the error: two shares of 1,000 samples, and a spread that a thousand blocks tell to 2.2 %,
                // which moves a share by less than a quarter of that, the most of z·φ(z).
                let error = libm::sqrt(2.0 * singly * (1.0 - singly) / 1000.0) + 0.022 * 0.25;
                assert!(
                    libm::fabs(singly - in_blocks) < 4.0 * error + 1e-3,
                    "{singly} {in_blocks}"
                );
            }
        }
    }
}
