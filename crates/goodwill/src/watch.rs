//! Progress of long work, and how to break it off.

use crate::error::{Error, ErrorCode, Result};
use alloc::sync::Arc;
use core::fmt;
use core::ops::ControlFlow;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What long work counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// The search for a maximum: evaluations of the likelihood.
    Evaluation,
    /// The making of a posterior: draws, those of the warm-up too.
    Draw,
    /// A bootstrap: resamples.
    Resample,
    /// An average over orders of predictors: orders.
    Order,
    /// What a survey says: sections.
    Section,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Evaluation => "evaluations of the likelihood",
            Self::Draw => "draws",
            Self::Resample => "resamples",
            Self::Order => "orders of the predictors",
            Self::Section => "sections of the survey",
        })
    }
}

/// How far a piece of long work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is counted.
    pub step: Step,
    /// Steps done.
    pub done: u64,
    /// Steps in all, where that is known: how long a search will be is not.
    pub total: Option<u64>,
}

/// Who looks on while a model is fitted, a posterior is drawn or a survey is resampled. The default is nobody.
///
/// A watch is told of the progress between steps, often and from whichever thread did the step, so that from several
/// threads the counts may come out of order. Work of several searches, like an assessment, counts each from the beginning.
/// If the watch answers `Break`, the work ends with [`ErrorCode::Interrupted`] as soon as the steps under way are done.
/// Results are the same bits with a watch and without.
///
/// ```
/// use core::ops::ControlFlow;
/// use goodwill::model::{FitOptions, Model, RenewalCounts, Sbg};
/// use goodwill::watch::Watch;
/// let data = RenewalCounts::from_survivors(&[1000.0, 869.0, 743.0, 653.0])?;
/// let patience = Watch::new(|progress| {
///     if progress.done < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
/// });
/// let stopped = Sbg::fit(&data, &FitOptions { watch: patience, ..FitOptions::default() }).unwrap_err();
/// assert_eq!(stopped.code(), goodwill::ErrorCode::Interrupted);
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Watch(Option<Arc<dyn Fn(Progress) -> ControlFlow<()> + Send + Sync>>);

impl Watch {
    /// The watch that calls this function.
    pub fn new(look: impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(look)))
    }

    /// A piece of work to be watched.
    pub(crate) fn steps(&self, step: Step) -> Steps<'_> {
        Steps {
            watch: self,
            step,
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        }
    }
}

/// Two watches are equal if they are the same one.
impl PartialEq for Watch {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(ours), Some(theirs)) => Arc::ptr_eq(ours, theirs),
            _ => false,
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "Watch(…)"
        } else {
            "Watch(nobody)"
        })
    }
}

/// The steps of one piece of work, on any number of threads.
pub(crate) struct Steps<'a> {
    watch: &'a Watch,
    step: Step,
    done: AtomicUsize,
    /// 0 where it is not known.
    total: AtomicUsize,
    stopped: AtomicBool,
}

impl Steps<'_> {
    /// So many steps are to come, beside those known of.
    pub(crate) fn expect(&self, steps: usize) {
        self.total.fetch_add(steps, Ordering::Relaxed);
    }

    /// A step is done.
    pub(crate) fn count(&self) -> Result<()> {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.tell(done)
    }

    /// A step is done, and this came of it.
    pub(crate) fn through<T>(&self, outcome: T) -> Result<T> {
        self.count().map(|()| outcome)
    }

    /// A place inside a long step where the work can be broken off.
    pub(crate) fn ask(&self) -> Result<()> {
        self.tell(self.done.load(Ordering::Relaxed))
    }

    fn tell(&self, done: usize) -> Result<()> {
        let Some(look) = &self.watch.0 else {
            return Ok(());
        };
        let total = self.total.load(Ordering::Relaxed);
        let progress = Progress {
            step: self.step,
            done: done as u64,
            total: (total > 0).then_some(total as u64),
        };
        // Whatever one thread is answered holds for all.
        if self.stopped.load(Ordering::Relaxed) || look(progress).is_break() {
            self.stopped.store(true, Ordering::Relaxed);
            return Err(Error::new(
                ErrorCode::Interrupted,
                "watch",
                "asked for the work to stop",
            ));
        }
        Ok(())
    }
}

/// What a piece of work that may fail gave; that it was broken off ends the whole.
pub(crate) fn unless_interrupted<T>(result: Result<T>) -> Result<Result<T>> {
    match result {
        Err(error) if error.code() == ErrorCode::Interrupted => Err(error),
        result => Ok(result),
    }
}
