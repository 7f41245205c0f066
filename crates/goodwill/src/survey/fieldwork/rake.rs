//! Weights that make a sample agree with what is known of the population.

use super::design::{DesignEffect, design_effect};
use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::numeric::sum::{ExactSum, exact_sum};
use crate::quantity::Positive;
use crate::survey::checked_weight;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

/// What is known of the population by one characteristic: the category of each respondent, and how many people, or
/// what share of them, each category has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin<'a> {
    /// The name of the characteristic, for messages and the result.
    pub name: &'a str,
    /// The category of each respondent, an index into `targets`; `None` where it is not known.
    pub categories: &'a [Option<u32>],
    /// What each category must sum to, 0 or more: counts or shares.
    pub targets: &'a [f64],
    /// The names of the categories, for messages and the result; empty if they have only numbers.
    pub labels: &'a [&'a str],
}

impl Margin<'_> {
    fn label(&self, category: usize) -> String {
        self.labels
            .get(category)
            .map_or_else(|| category.to_string(), |&label| label.to_owned())
    }

    fn error(&self, code: ErrorCode, reason: String) -> Error {
        Error::new(code, self.name.to_owned(), reason)
    }
}

choice! { "total of weights",
    /// What weights sum to.
    #[derive(Default)]
    WeightTotal {
        /// The number of respondents: the mean weight is 1.
        #[default]
        Respondents = 0, "respondents";
        /// The total of the targets: a weight is how many people a respondent stands for.
        Targets = 1, "targets";
    }
}

/// How [`rake`] goes about it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct RakeOptions {
    /// How far a category may stay from its target, as a part of the target.
    pub tolerance: Positive,
    /// How many rounds over all margins to try.
    pub most_rounds: u32,
    /// What the weights sum to.
    pub total: WeightTotal,
}

impl Default for RakeOptions {
    fn default() -> Self {
        Self {
            tolerance: Positive::RAKING,
            most_rounds: 1000,
            total: WeightTotal::default(),
        }
    }
}

/// One category of one margin, before and after weighting.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CategoryFit {
    /// The name of the margin.
    pub margin: String,
    /// The name of the category, or its number.
    pub category: String,
    /// Respondents in it.
    pub respondents: u64,
    /// Its share of the population, in [0, 1].
    pub target: f64,
    /// Its share of the respondents, by the weights they came with.
    pub before: f64,
    /// Its share of the respondents, by the weights they leave with.
    pub after: f64,
}

/// Weights, and how well they do.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Weighting {
    /// The weight of each respondent; NaN for one who was left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null::column"))]
    pub weights: Vec<f64>,
    /// Respondents with a weight.
    pub n: u64,
    /// Respondents left out: a category or the weight they came with is not known.
    pub missing: u64,
    /// Rounds over all margins.
    pub rounds: u32,
    /// The largest distance of a category from its target that is left, as a part of the target.
    pub largest_error: f64,
    /// Every category of every margin.
    pub categories: Vec<CategoryFit>,
    /// What the weights cost in precision.
    pub design: DesignEffect,
    /// The same in words.
    pub report: String,
}

/// Raking 加权: weights that make the sample agree with the margins of the population, one characteristic each.
///
/// Round by round, each margin in turn, the weights of the respondents of a category are multiplied by what brings their
/// sum to its target (iterative proportional fitting). The cross-classification of the population need not be known.
/// The weights stay as close to those respondents came with (design weights, or 1) as the margins allow, in the sense
/// of least Kullback–Leibler divergence.
///
/// Margins of counts and of shares may be mixed if each kind has one total: targets are read as parts of their margin's
/// total, and the first margin's total is the population. Respondents whose category in any margin or whose weight is
/// missing are left out and counted. The result does not depend on the order of the respondents.
///
/// # Errors
/// Each names the margin. [`Inconsistent`](ErrorCode::Inconsistent) if a category has a target and no respondent: it must
/// be merged with another; or if two margins have totals that differ, by more than 10⁻⁶ of them, and neither is 1 or
/// 100. [`OutOfRange`](ErrorCode::OutOfRange) at a negative target or at a respondent of a category without a target;
/// [`NotFinite`](ErrorCode::NotFinite) at a target that is no number; [`Undefined`](ErrorCode::Undefined) if all targets
/// of a margin are 0; [`LengthMismatch`](ErrorCode::LengthMismatch); [`Empty`](ErrorCode::Empty) without a margin or
/// without a complete respondent; [`NotConverged`](ErrorCode::NotConverged) if the margins cannot be met, or not in so
/// many rounds: the message says which category is how far from its target.
///
/// # Example
/// ```
/// use goodwill::survey::{Margin, RakeOptions, rake};
///
/// let sex = Margin { name: "sex", categories: &[0, 0, 0, 1, 1, 1].map(Some), targets: &[0.5, 0.5], labels: &["f", "m"] };
/// let age = Margin { name: "age", categories: &[0, 0, 1, 0, 0, 1].map(Some), targets: &[40.0, 60.0], labels: &[] };
/// let got = rake(&[sex, age], None, &RakeOptions::default())?;
/// assert_eq!(got.weights.iter().map(|w| (w * 1e9).round() / 1e9).collect::<Vec<_>>(), [0.6, 0.6, 1.8, 0.6, 0.6, 1.8]);
/// assert!(got.report.starts_with("2 margins met in 1 round"));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Deming & Stephan 1940; Ireland & Kullback 1968 (convergence, least divergence); Deville, Särndal & Sautory 1993.
pub fn rake(margins: &[Margin<'_>], weights: Option<&[f64]>, options: &RakeOptions) -> Result<Weighting> {
    let Some(first) = margins.first() else {
        return Err(Error::empty("margins"));
    };
    let rows = first.categories.len();
    for margin in margins {
        check(margin, rows)?;
    }
    let targets = scaled_targets(margins)?;
    let base = base_weights(margins, weights, rows)?;
    let cells = Cells::new(margins, &base)?;
    let mut raking = Raking {
        margins,
        targets,
        factors: vec![1.0; cells.base.len()],
        cells,
    };
    raking.check_support()?;
    let (rounds, largest_error) = raking.run(options)?;
    raking.result(&base, rounds, largest_error, options.total)
}

/// Post-stratification 事后分层: weights that give each stratum its share of the population in one step,
/// wᵢ = base weight · target of the stratum / Σ base weights of the stratum.
///
/// It is [`rake`] with a single margin: cross several characteristics into one to weight by all their combinations. Where
/// combinations are thin or the population's are not known, rake.
///
/// # Errors
/// As for [`rake`].
///
/// # Example
/// ```
/// use goodwill::survey::{Margin, WeightTotal, post_stratify};
///
/// let tier = Margin { name: "tier", categories: &[0, 1, 1, 1].map(Some), targets: &[500.0, 300.0], labels: &[] };
/// let got = post_stratify(&tier, None, WeightTotal::Targets)?;
/// assert_eq!(got.weights, [500.0, 100.0, 100.0, 100.0]);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Holt & Smith 1979, *Post stratification*; Cochran 1977, *Sampling Techniques*, section 5A.9.
pub fn post_stratify(strata: &Margin<'_>, weights: Option<&[f64]>, total: WeightTotal) -> Result<Weighting> {
    let options = RakeOptions {
        total,
        ..Default::default()
    };
    rake(core::slice::from_ref(strata), weights, &options)
}

/// Checks one margin by itself.
fn check(margin: &Margin<'_>, rows: usize) -> Result<()> {
    if margin.categories.len() != rows {
        let mismatch = Error::length_mismatch("margin", margin.categories.len(), rows);
        return Err(mismatch.rename(margin.name.to_owned()));
    }
    if !margin.labels.is_empty() && margin.labels.len() != margin.targets.len() {
        let reason = format!(
            "must have a label for each of its {} targets",
            margin.targets.len()
        );
        return Err(margin
            .error(ErrorCode::LengthMismatch, reason)
            .with_value(margin.labels.len()));
    }
    for (category, &target) in margin.targets.iter().enumerate() {
        if !target.is_finite() {
            let reason = format!(
                "must have a finite target for category {}",
                margin.label(category)
            );
            return Err(margin.error(ErrorCode::NotFinite, reason).with_value(target));
        }
        if target < 0.0 {
            let reason = format!(
                "must have a target of 0 or more for category {}",
                margin.label(category)
            );
            return Err(margin.error(ErrorCode::OutOfRange, reason).with_value(target));
        }
    }
    let beyond =
        |category: &Option<u32>| category.is_some_and(|category| category as usize >= margin.targets.len());
    if let Some(row) = margin.categories.iter().position(beyond) {
        let reason = format!("must be below {}, the number of targets", margin.targets.len());
        let category = margin.categories[row].unwrap_or_default();
        return Err(margin
            .error(ErrorCode::OutOfRange, reason)
            .with_value(category)
            .at(row));
    }
    Ok(())
}

/// Every margin's targets on the first one's total.
fn scaled_targets(margins: &[Margin<'_>]) -> Result<Vec<Vec<f64>>> {
    let totals: Vec<f64> = margins
        .iter()
        .map(|margin| exact_sum(margin.targets.iter().copied()))
        .collect();
    for (margin, &total) in margins.iter().zip(&totals) {
        if total == 0.0 {
            return Err(margin.error(ErrorCode::Undefined, "has targets that sum to 0".to_owned()));
        }
        if !total.is_finite() {
            return Err(margin.error(ErrorCode::Overflow, "has targets that have no sum".to_owned()));
        }
    }
    let near = |a: f64, b: f64| libm::fabs(a - b) <= 1e-6 * b;
    let share = |total| near(total, 1.0) || near(total, 100.0);
    let population = totals[0];
    // Shares and per cent say nothing of the total; counts must agree with each other.
    let counted = totals.iter().copied().find(|&total| !share(total));
    for (margin, &total) in margins.iter().zip(&totals) {
        if let Some(counted) = counted.filter(|&counted| !share(total) && !near(total, counted)) {
            let reason =
                format!("must have targets that sum to {counted} like another margin, or to 1 or 100");
            return Err(margin.error(ErrorCode::Inconsistent, reason).with_value(total));
        }
    }
    let on_first = |(margin, &total): (&Margin<'_>, &f64)| -> Vec<f64> {
        margin
            .targets
            .iter()
            .map(|target| target / total * population)
            .collect()
    };
    Ok(margins.iter().zip(&totals).map(on_first).collect())
}

/// The weight each respondent came with; `None` for one who is left out.
fn base_weights(margins: &[Margin<'_>], weights: Option<&[f64]>, rows: usize) -> Result<Vec<Option<f64>>> {
    if let Some(weights) = weights
        && weights.len() != rows
    {
        return Err(Error::length_mismatch("weights", weights.len(), rows));
    }
    let base: Vec<Option<f64>> = (0..rows)
        .map(|row| {
            let weight = weights.map_or(Ok(Some(1.0)), |weights| checked_weight(row, weights[row]))?;
            Ok(weight.filter(|_| margins.iter().all(|margin| margin.categories[row].is_some())))
        })
        .collect::<Result<_>>()?;
    if base.iter().all(Option::is_none) {
        return Err(Error::empty("margins"));
    }
    if base.iter().flatten().all(|&weight| weight == 0.0) {
        return Err(Error::undefined("weights", "are all 0"));
    }
    Ok(base)
}

/// Respondents of the same category in every margin share their factor: one cell. Cells are in the order of their
/// categories, so that the order of the respondents is forgotten.
struct Cells {
    /// The cell of each respondent.
    of: Vec<usize>,
    /// The sum of the base weights in each cell.
    base: Vec<f64>,
    /// The respondents in each cell.
    respondents: Vec<u64>,
    /// By margin, the category of each cell.
    category: Vec<Vec<usize>>,
}

impl Cells {
    fn new(margins: &[Margin<'_>], base: &[Option<f64>]) -> Result<Self> {
        let rows: Vec<usize> = (0..base.len()).filter(|&row| base[row].is_some()).collect();
        let mut of = vec![0_usize; base.len()];
        // One margin more splits each cell: the number of (cell, category) among those there are is the new cell.
        for margin in margins {
            let category = |row: usize| margin.categories[row].map_or(0, |category| category as usize);
            let mut keys: Vec<(usize, usize)> = rows.iter().map(|&row| (of[row], category(row))).collect();
            keys.sort_unstable();
            keys.dedup();
            for &row in &rows {
                of[row] = keys.partition_point(|&key| key < (of[row], category(row)));
            }
        }
        let mut order = rows;
        order.sort_unstable_by_key(|&row| (of[row], row));
        let (mut sums, mut respondents) = (Vec::new(), Vec::new());
        let mut category = vec![Vec::new(); margins.len()];
        for cell in order.chunk_by(|&a, &b| of[a] == of[b]) {
            let sum = exact_sum(cell.iter().filter_map(|&row| base[row]));
            if !sum.is_finite() {
                return Err(Error::new(ErrorCode::Overflow, "weights", "have no sum"));
            }
            sums.push(sum);
            respondents.push(cell.len() as u64);
            for (margin, of_cells) in margins.iter().zip(&mut category) {
                of_cells.push(margin.categories[cell[0]].map_or(0, |category| category as usize));
            }
        }
        Ok(Self {
            of,
            base: sums,
            respondents,
            category,
        })
    }

    /// The sum of weights by category of a margin.
    fn sums(&self, margin: usize, categories: usize, weight: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut sums = vec![ExactSum::new(); categories];
        for (cell, &category) in self.category[margin].iter().enumerate() {
            sums[category].add(weight(cell));
        }
        sums.iter().map(ExactSum::value).collect()
    }
}

struct Raking<'a> {
    margins: &'a [Margin<'a>],
    targets: Vec<Vec<f64>>,
    cells: Cells,
    /// What the base weights of each cell are multiplied by.
    factors: Vec<f64>,
}

impl Raking<'_> {
    fn sums(&self, margin: usize) -> Vec<f64> {
        self.cells.sums(margin, self.targets[margin].len(), |cell| {
            self.cells.base[cell] * self.factors[cell]
        })
    }

    /// A category that must sum to something needs somebody in it.
    fn check_support(&self) -> Result<()> {
        for (number, margin) in self.margins.iter().enumerate() {
            for (category, (&sum, &target)) in self.sums(number).iter().zip(&self.targets[number]).enumerate()
            {
                if sum == 0.0 && target > 0.0 {
                    let reason = format!(
                        "has a target of {} for category {} and no respondent in it: merge it with another",
                        margin.targets[category],
                        margin.label(category)
                    );
                    return Err(margin.error(ErrorCode::Inconsistent, reason));
                }
            }
        }
        Ok(())
    }

    /// Rounds until every category is near its target: how many, and how near.
    fn run(&mut self, options: &RakeOptions) -> Result<(u32, f64)> {
        let mut worst = (f64::INFINITY, 0, 0);
        for round in 1..=options.most_rounds {
            for number in 0..self.margins.len() {
                let sums = self.sums(number);
                let ratios: Vec<f64> = sums
                    .iter()
                    .zip(&self.targets[number])
                    .map(|(&sum, &target)| if sum > 0.0 { target / sum } else { 1.0 })
                    .collect();
                for (factor, &category) in self.factors.iter_mut().zip(&self.cells.category[number]) {
                    *factor *= ratios[category];
                }
            }
            worst = self.worst();
            if worst.0 <= options.tolerance.get() {
                return Ok((round, worst.0));
            }
        }
        Err(self.not_converged(options.most_rounds, worst))
    }

    /// The category farthest from its target: how far, the margin, the category.
    fn worst(&self) -> (f64, usize, usize) {
        let mut worst = (0.0, 0, 0);
        for number in 0..self.margins.len() {
            for (category, (&sum, &target)) in self.sums(number).iter().zip(&self.targets[number]).enumerate()
            {
                let error = libm::fabs(sum - target) / target;
                // 0 of 0 is NaN and never worse.
                if error > worst.0 {
                    worst = (error, number, category);
                }
            }
        }
        worst
    }

    fn not_converged(&self, rounds: u32, (error, number, category): (f64, usize, usize)) -> Error {
        let margin = &self.margins[number];
        let total = exact_sum(self.targets[number].iter().copied());
        let percent = |part: f64| 100.0 * part / total;
        let reason = if error.is_finite() {
            format!(
                "cannot be met: after {rounds} rounds category {} has {:.4} % instead of {:.4} %; the margins contradict \
                 each other where there are no respondents, or need more rounds",
                margin.label(category),
                percent(self.sums(number)[category]),
                percent(self.targets[number][category]),
            )
        } else {
            "cannot be met in no rounds at all".to_owned()
        };
        margin.error(ErrorCode::NotConverged, reason)
    }

    fn result(
        &self,
        base: &[Option<f64>],
        rounds: u32,
        largest_error: f64,
        total: WeightTotal,
    ) -> Result<Weighting> {
        let n = base.iter().flatten().count() as u64;
        let population = exact_sum(self.targets[0].iter().copied());
        let scale = match total {
            WeightTotal::Respondents => n as f64 / population,
            WeightTotal::Targets => 1.0,
        };
        let weights: Vec<f64> = base
            .iter()
            .zip(&self.cells.of)
            .map(|(weight, &cell)| weight.map_or(f64::NAN, |weight| weight * (self.factors[cell] * scale)))
            .collect();
        let design = design_effect(&weights)?;
        let count = |many: usize, one: &str| format!("{many} {one}{}", if many == 1 { "" } else { "s" });
        let report = format!(
            "{} met in {}, every category within {largest_error:.1e} of its target; {n} respondents weigh like {:.1} \
             (design effect {:.3}), weights from {:.3} to {:.3} of their mean; {} left out",
            count(self.margins.len(), "margin"),
            count(rounds as usize, "round"),
            design.effective_n,
            design.design_effect,
            design.smallest,
            design.largest,
            base.len() as u64 - n,
        );
        Ok(Weighting {
            categories: self.categories(population),
            missing: base.len() as u64 - n,
            n,
            weights,
            rounds,
            largest_error,
            design,
            report,
        })
    }

    fn categories(&self, population: f64) -> Vec<CategoryFit> {
        let base_total = exact_sum(self.cells.base.iter().copied());
        let mut rows = Vec::new();
        for (number, margin) in self.margins.iter().enumerate() {
            let targets = &self.targets[number];
            let before = self
                .cells
                .sums(number, targets.len(), |cell| self.cells.base[cell]);
            let after = self.sums(number);
            let mut respondents = vec![0; targets.len()];
            for (cell, &category) in self.cells.category[number].iter().enumerate() {
                respondents[category] += self.cells.respondents[cell];
            }
            rows.extend((0..targets.len()).map(|category| CategoryFit {
                margin: margin.name.to_owned(),
                category: margin.label(category),
                respondents: respondents[category],
                target: targets[category] / population,
                before: before[category] / base_total,
                after: after[category] / population,
            }));
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn margin<'a>(name: &'a str, categories: &'a [Option<u32>], targets: &'a [f64]) -> Margin<'a> {
        Margin {
            name,
            categories,
            targets,
            labels: &[],
        }
    }

    fn fail(margins: &[Margin<'_>]) -> Error {
        rake(margins, None, &RakeOptions::default()).unwrap_err()
    }

    const A: [Option<u32>; 5] = [Some(0), Some(0), Some(1), Some(1), Some(1)];
    const B: [Option<u32>; 5] = [Some(0), Some(1), Some(0), Some(1), Some(1)];

    #[test]
    fn margins_are_hit_and_totals_chosen() {
        let margins = [margin("a", &A, &[600.0, 400.0]), margin("b", &B, &[0.3, 0.7])];
        let options = RakeOptions {
            total: WeightTotal::Targets,
            ..Default::default()
        };
        let got = rake(&margins, None, &options).unwrap();
        assert_relative_eq!(got.weights[0] + got.weights[1], 600.0, max_relative = 1e-9);
        assert_relative_eq!(got.weights[0] + got.weights[2], 300.0, max_relative = 1e-9);
        assert_eq!(got.weights[3].to_bits(), got.weights[4].to_bits());
        let ones = rake(&margins, None, &RakeOptions::default()).unwrap();
        assert_relative_eq!(ones.weights.iter().sum::<f64>(), 5.0, max_relative = 1e-14);
        assert_relative_eq!(
            ones.weights[2] / ones.weights[1],
            got.weights[2] / got.weights[1],
            max_relative = 1e-14
        );
    }

    #[test]
    fn a_gap_is_left_out() {
        let a = [Some(0), None, Some(1), Some(1), Some(1)];
        let got = rake(
            &[margin("a", &a, &[0.25, 0.75]), margin("b", &B, &[1.0, 1.0])],
            None,
            &RakeOptions::default(),
        )
        .unwrap();
        assert!(got.weights[1].is_nan());
        assert_eq!((got.n, got.missing, got.design.n), (4, 1, 4));
    }

    #[test]
    fn a_target_of_nothing_weighs_nothing() {
        let got = post_stratify(&margin("a", &A, &[0.0, 1.0]), None, WeightTotal::default()).unwrap();
        assert_eq!(got.weights[..2], [0.0, 0.0]);
        for weight in &got.weights[2..] {
            assert_relative_eq!(*weight, 5.0 / 3.0, max_relative = 1e-15);
        }
    }

    #[test]
    fn bad_margins_are_named() {
        assert_eq!(
            fail(&[margin("age", &A, &[1.0, 1.0, 2.0])]).to_string(),
            "age: has a target of 2 for category 2 and no respondent in it: merge it with another"
        );
        assert_eq!(
            fail(&[margin("age", &A, &[1.0, -1.0])]).to_string(),
            "age: must have a target of 0 or more for category 1, got -1"
        );
        assert_eq!(
            fail(&[margin("a", &A, &[600.0, 400.0]), margin("b", &B, &[500.0, 499.0])]).to_string(),
            "b: must have targets that sum to 1000 like another margin, or to 1 or 100, got 999"
        );
        assert_eq!(
            fail(&[margin("a", &A, &[1.0])]).to_string(),
            "a[2]: must be below 1, the number of targets, got 1"
        );
        assert_eq!(fail(&[margin("a", &A, &[0.0, 0.0])]).code(), ErrorCode::Undefined);
        assert_eq!(
            fail(&[margin("a", &A, &[f64::NAN, 0.0])]).code(),
            ErrorCode::NotFinite
        );
        assert_eq!(
            fail(&[margin("a", &A, &[1.0, 1.0]), margin("b", &B[..3], &[1.0, 1.0])]).code(),
            ErrorCode::LengthMismatch
        );
        assert_eq!(fail(&[]).code(), ErrorCode::Empty);
        assert_eq!(
            fail(&[margin("a", &[None, None], &[1.0])]).code(),
            ErrorCode::Empty
        );
    }

    /// Nobody is in (0, 1) or (1, 0): the margins can only be met if they are the same.
    #[test]
    fn margins_that_contradict_each_other_are_reported_in_words() {
        let same = [Some(0), Some(0), Some(1), Some(1), Some(1)];
        let error = fail(&[margin("a", &A, &[0.5, 0.5]), margin("b", &same, &[0.4, 0.6])]);
        assert_eq!(error.code(), ErrorCode::NotConverged);
        assert_eq!(
            error.to_string(),
            "a: cannot be met: after 1000 rounds category 0 has 40.0000 % instead of 50.0000 %; the margins contradict \
             each other where there are no respondents, or need more rounds"
        );
    }

    #[test]
    fn base_weights_carry_over() {
        let weights = [2.0, 1.0, 1.0, 1.0, 0.0];
        let got = post_stratify(
            &margin("a", &A, &[0.5, 0.5]),
            Some(&weights),
            WeightTotal::Respondents,
        )
        .unwrap();
        for (got, expected) in got.weights.iter().zip([5.0 / 3.0, 2.5 / 3.0, 1.25, 1.25, 0.0]) {
            assert_relative_eq!(*got, expected, max_relative = 1e-15);
        }
    }
}
