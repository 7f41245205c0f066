//! Whether respondents took care: those who answer all alike, and those who answer too fast.

use crate::error::{Error, Result};
use crate::estimate::{Estimate, Method, ProportionOptions, proportion};
use crate::numeric::quantile::{QuantileType, quantile};
use crate::numeric::sum::{ExactMoments, ExactSum};
use crate::quantity::{Level, Positive};
use crate::survey::ItemAnswers;
use alloc::format;
use alloc::vec::Vec;

/// When [`straight_lining`] flags a respondent.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct StraightLiningOptions {
    /// Confidence level of the interval.
    pub level: Level,
    /// The number of equal answers one after another that is flagged, 2 or more; 0 flags only those who gave one
    /// answer throughout.
    pub longest_run: u32,
    /// How many items a respondent must have answered to be judged, 2 or more.
    pub least_answers: u32,
}

impl Default for StraightLiningOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            longest_run: 0,
            least_answers: 3,
        }
    }
}

/// Respondents who answer all alike.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct StraightLining {
    /// The share of respondents flagged, in [0, 1].
    pub share: Estimate,
    /// Whether each respondent is flagged; somebody who answered too little is not.
    pub flags: Vec<bool>,
    /// The most equal answers that each respondent gave one after another; 0 for somebody who answered too little.
    pub longest_runs: Vec<u32>,
    /// The standard deviation of each respondent's own answers, with n − 1: 0 for one answer throughout. NaN for
    /// somebody who answered too little.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null::column"))]
    pub variability: Vec<f64>,
    /// Respondents flagged.
    pub flagged: u64,
    /// Respondents judged.
    pub n: u64,
    /// Respondents who answered too little, or have no weight.
    pub missing: u64,
}

/// Straight-lining 直线作答: who gives the same answer to item after item.
///
/// The columns of `items` stand in the order they were asked; missing answers are passed over. By default only one
/// answer throughout is flagged; a `longest_run` of, say, 8 in a battery of 12 flags more. Answers that are alike are no
/// proof: they may be meant. They are one where the battery has reverse-keyed items, so give those as they were
/// answered.
///
/// # Errors
/// As of [`ItemAnswers`]; [`Empty`](crate::ErrorCode::Empty) if nobody answered enough;
/// [`OutOfRange`](crate::ErrorCode::OutOfRange) for a run or a least number of answers below 2.
///
/// # Example
/// ```
/// use goodwill::survey::{ItemAnswers, StraightLiningOptions, straight_lining};
///
/// let (a, b, c) = ([3.0, 5.0, 1.0, 4.0], [3.0, 4.0, 2.0, 4.0], [3.0, 4.0, 5.0, f64::NAN]);
/// let got = straight_lining(&ItemAnswers::new(&[&a, &b, &c]), &StraightLiningOptions::default())?;
/// assert_eq!(got.flags, [true, false, false, false]);
/// assert_eq!(got.longest_runs, [3, 2, 1, 0]);
/// assert_eq!((got.flagged, got.n, got.missing), (1, 3, 1));
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Johnson 2005 (long strings); Dunn, Heggestad, Shanock & Theilgard 2018 (variability of one's own answers).
pub fn straight_lining(items: &ItemAnswers<'_>, options: &StraightLiningOptions) -> Result<StraightLining> {
    let least = options.least_answers;
    if options.longest_run == 1 {
        let reason = "must be 0 for all answers, or 2 or more";
        return Err(Error::out_of_range("longest_run", reason).with_value(options.longest_run));
    }
    if least < 2 {
        return Err(Error::out_of_range("least_answers", "must be 2 or more").with_value(least));
    }
    items.check()?;
    let rows = items.rows();
    let mut judged = Judged::new(rows);
    let mut longest_runs = Vec::with_capacity(rows);
    let mut variability = Vec::with_capacity(rows);
    let mut answers: Vec<f64> = Vec::with_capacity(items.items.len());
    for row in 0..rows {
        answers.clear();
        answers.extend(items.items.iter().map(|item| item[row]).filter(|x| !x.is_nan()));
        if answers.len() < least as usize || items.weight(row).is_nan() {
            judged.leave_out();
            longest_runs.push(0);
            variability.push(f64::NAN);
            continue;
        }
        let longest = longest_run(&answers);
        let enough = match options.longest_run {
            0 => longest as usize == answers.len(),
            run => longest >= run,
        };
        judged.add(enough, items.weight(row));
        longest_runs.push(longest);
        variability.push(deviation(&answers));
    }
    Ok(StraightLining {
        share: judged.share(options.level, items.weights.is_some())?,
        flagged: judged.flagged,
        n: judged.n,
        missing: rows as u64 - judged.n,
        flags: judged.flags,
        longest_runs,
        variability,
    })
}

fn longest_run(answers: &[f64]) -> u32 {
    let (mut longest, mut run) = (1, 1);
    for pair in answers.windows(2) {
        run = if pair[0] == pair[1] { run + 1 } else { 1 };
        longest = longest.max(run);
    }
    longest
}

fn deviation(answers: &[f64]) -> f64 {
    if answers.iter().all(|answer| *answer == answers[0]) {
        return 0.0;
    }
    let moments: ExactMoments = answers.iter().copied().collect();
    libm::sqrt(moments.variance())
}

/// When [`speeding`] flags a respondent.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct SpeedingOptions {
    /// Confidence level of the interval.
    pub level: Level,
    /// The relative speed from which a respondent is flagged: 2 for twice as fast as usual.
    pub threshold: Positive,
    /// The most that one page counts, above the threshold: somebody who skipped one page has not rushed through all.
    pub cap: Positive,
}

impl Default for SpeedingOptions {
    fn default() -> Self {
        Self {
            level: Level::default(),
            threshold: Positive::TWO,
            cap: Positive::THREE,
        }
    }
}

/// Respondents who answer too fast.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Speeding {
    /// The share of respondents flagged, in [0, 1].
    pub share: Estimate,
    /// Whether each respondent is flagged; somebody without a time is not.
    pub flags: Vec<bool>,
    /// How many times as fast as usual each respondent was; NaN for somebody without a time.
    #[cfg_attr(feature = "serde", serde(with = "crate::nan_as_null::column"))]
    pub speeds: Vec<f64>,
    /// The median time of each page, in the unit of the times.
    pub medians: Vec<f64>,
    /// Respondents flagged.
    pub flagged: u64,
    /// Respondents judged.
    pub n: u64,
    /// Respondents without a time, or without a weight.
    pub missing: u64,
}

/// Speeding 快速作答: who answers much faster than others, by the relative speed index.
///
/// `times` holds a column for each page, or one for the whole interview, in any unit of time. A respondent's speed is the
/// mean over the pages seen of median time / own time, each at most `cap`; who is at or above `threshold` is flagged.
/// With one column and the defaults: less than half of the median. A page not seen is NaN.
///
/// # Errors
/// As of [`ItemAnswers`]; [`OutOfRange`](crate::ErrorCode::OutOfRange) at a time that is not above 0;
/// [`Inconsistent`](crate::ErrorCode::Inconsistent) for a cap below the threshold;
/// [`Empty`](crate::ErrorCode::Empty) at a page nobody has a time for.
///
/// # Example
/// ```
/// use goodwill::survey::{ItemAnswers, SpeedingOptions, speeding};
///
/// let seconds = [300.0, 280.0, 120.0, 400.0, f64::NAN, 310.0];
/// let got = speeding(&ItemAnswers::new(&[&seconds]), &SpeedingOptions::default())?;
/// assert_eq!(got.medians, [300.0]);
/// assert_eq!(got.speeds[2], 2.5);
/// assert_eq!(got.flags, [false, false, true, false, false, false]);
/// # Ok::<(), goodwill::Error>(())
/// ```
///
/// # Source
/// Leiner 2019, "Too fast, too straight, too weird: non-reactive indicators for meaningless data in internet surveys".
pub fn speeding(times: &ItemAnswers<'_>, options: &SpeedingOptions) -> Result<Speeding> {
    let (threshold, cap) = (options.threshold.get(), options.cap.get());
    if cap < threshold {
        let reason = format!("must not be below the threshold, {threshold}");
        return Err(Error::inconsistent("cap", reason).with_value(cap));
    }
    times.check()?;
    if times.items.is_empty() {
        return Err(Error::empty("items"));
    }
    let mut medians = Vec::with_capacity(times.items.len());
    for (page, column) in times.items.iter().enumerate() {
        medians.push(median(column).map_err(|error| error.rename(format!("items[{page}]")))?);
    }
    let rows = times.rows();
    let mut judged = Judged::new(rows);
    let mut speeds = Vec::with_capacity(rows);
    for row in 0..rows {
        let pages = || {
            let times = times.items.iter().map(|page| page[row]).zip(&medians);
            times.filter(|(time, _)| !time.is_nan())
        };
        let seen = pages().count();
        if seen == 0 || times.weight(row).is_nan() {
            judged.leave_out();
            speeds.push(f64::NAN);
            continue;
        }
        let speed = pages()
            .map(|(time, median)| (median / time).min(cap))
            .sum::<f64>()
            / seen as f64;
        judged.add(speed >= threshold, times.weight(row));
        speeds.push(speed);
    }
    Ok(Speeding {
        share: judged.share(options.level, times.weights.is_some())?,
        flagged: judged.flagged,
        n: judged.n,
        missing: rows as u64 - judged.n,
        flags: judged.flags,
        speeds,
        medians,
    })
}

/// The median of times, all above 0.
fn median(times: &[f64]) -> Result<f64> {
    if let Some(index) = times.iter().position(|&time| time <= 0.0) {
        let error = Error::out_of_range("items", "must be greater than 0");
        return Err(error.with_value(times[index]).at(index));
    }
    let mut times: Vec<f64> = times.iter().copied().filter(|time| !time.is_nan()).collect();
    if times.is_empty() {
        return Err(Error::empty("items"));
    }
    times.sort_unstable_by(f64::total_cmp);
    Ok(quantile(&times, 0.5, QuantileType::Linear))
}

/// Who was flagged, row by row, and what the flagged weigh.
struct Judged {
    flags: Vec<bool>,
    n: u64,
    flagged: u64,
    /// Σw and Σw² of those not flagged, and of those flagged.
    sums: [(ExactSum, ExactSum); 2],
}

impl Judged {
    fn new(rows: usize) -> Self {
        Self {
            flags: Vec::with_capacity(rows),
            n: 0,
            flagged: 0,
            sums: core::array::from_fn(|_| (ExactSum::new(), ExactSum::new())),
        }
    }

    fn leave_out(&mut self) {
        self.flags.push(false);
    }

    fn add(&mut self, flagged: bool, weight: f64) {
        self.flags.push(flagged);
        self.n += 1;
        self.flagged += u64::from(flagged);
        let (sum, squares) = &mut self.sums[usize::from(flagged)];
        sum.add(weight);
        squares.add_product(weight, weight);
    }

    /// The share of the flagged: Wilson's interval, or with weights the linearised variance.
    fn share(&self, level: Level, weighted: bool) -> Result<Estimate> {
        if self.n == 0 {
            return Err(Error::empty("items"));
        }
        if !weighted {
            let options = ProportionOptions {
                level,
                ..Default::default()
            };
            return proportion(self.flagged, self.n, &options);
        }
        let [(others, other_squares), (flagged, squares)] = self
            .sums
            .each_ref()
            .map(|(sum, squares)| (sum.value(), squares.value()));
        let whole = others + flagged;
        if whole == 0.0 {
            return Err(Error::undefined("weights", "are all 0"));
        }
        let share = flagged / whole;
        let variance = squares * (1.0 - share) * (1.0 - share) + other_squares * share * share;
        let error = libm::sqrt(variance) / whole;
        Ok(Estimate::wald(share, error, level, self.n, Method::Linearised).clipped(0.0, 1.0))
    }
}
