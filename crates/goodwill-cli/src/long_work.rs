//! Long work: what shows that it goes on, and Ctrl-C.

use crate::failure::Failure;
use goodwill::watch::{Progress, Watch};
use goodwill::{Error, ErrorCode};
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once, OnceLock};
use std::time::{Duration, Instant};

/// What is done faster than this needs nothing to show for it.
pub(crate) const PATIENCE: Duration = Duration::from_millis(300);

/// Set by Ctrl-C during long work.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Whether someone looks at [`INTERRUPTED`]; if not, Ctrl-C ends the process at once.
static WATCHING: AtomicBool = AtomicBool::new(false);

/// Whether to go on.
pub(crate) fn answer() -> ControlFlow<()> {
    if INTERRUPTED.load(Ordering::SeqCst) {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// Whether progress is shown.
pub(crate) fn shown(quiet: bool) -> bool {
    !quiet && io::stderr().is_terminal()
}

/// Runs work that asks for an [`answer`] now and then.
pub(crate) fn interruptible<T>(
    what: impl FnOnce() -> String,
    work: impl FnOnce() -> goodwill::Result<T>,
) -> Result<T, Failure> {
    static HANDLER: Once = Once::new();
    HANDLER.call_once(|| {
        // Without a handler Ctrl-C ends the process, as it does anyway.
        let _ = ctrlc::set_handler(|| {
            if !WATCHING.load(Ordering::SeqCst) || INTERRUPTED.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        });
    });
    WATCHING.store(true, Ordering::SeqCst);
    let result = work();
    WATCHING.store(false, Ordering::SeqCst);
    // Asked after the last step, there was nothing left to break off, and the work must end all the same.
    if answer().is_break() {
        return Err(Error::new(ErrorCode::Interrupted, what(), "was broken off").into());
    }
    Ok(result?)
}

/// Works under a line that counts the steps — evaluations of a likelihood, resamples —, and stops when Ctrl-C asks.
pub(crate) fn watched<T>(
    doing: &str,
    what: &str,
    quiet: bool,
    work: impl FnOnce(Watch) -> goodwill::Result<T>,
) -> Result<T, Failure> {
    let (shown, begun) = (shown(quiet), Instant::now());
    let line: Arc<OnceLock<ProgressBar>> = Arc::default();
    let message = format!("{doing} {what}");
    let drawn = Arc::clone(&line);
    let watch = Watch::new(move |progress| {
        if shown && begun.elapsed() > PATIENCE {
            let line = drawn.get_or_init(|| spinner(message.clone()));
            line.set_prefix(counted(progress));
            line.set_position(progress.done);
        }
        answer()
    });
    let result = interruptible(|| what.to_owned(), || work(watch));
    if let Some(line) = line.get() {
        line.finish_and_clear();
    }
    result
}

/// What is counted, and of how many.
fn counted(progress: Progress) -> String {
    match progress.total {
        Some(total) => format!("of {} {}", HumanCount(total), progress.step),
        None => progress.step.to_string(),
    }
}

fn spinner(message: String) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{msg} {spinner} {human_pos} {prefix}").expect("the template is valid");
    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
        .with_style(style)
        .with_message(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use goodwill::model::{FitOptions, Model, RenewalCounts, Sbg};

    #[test]
    fn an_interrupt_counts_whenever_it_comes() {
        let refused = |result: Result<(), Failure>| matches!(result, Err(Failure::Refused(error)) if error.code() == ErrorCode::Interrupted);
        let after = |interrupt: bool| {
            interruptible(String::new, || {
                INTERRUPTED.store(interrupt, Ordering::SeqCst);
                Ok(())
            })
        };
        assert!(after(false).is_ok());
        // After the last step of the work.
        assert!(refused(after(true)));
        // Before the first one of a fit: the fit itself stops.
        let data = RenewalCounts::from_survivors(&[1000.0, 869.0, 743.0, 653.0]).unwrap();
        let result: Result<(), Failure> = watched("fitting", "sBG", true, |watch| {
            let options = FitOptions {
                watch,
                ..FitOptions::default()
            };
            let stopped = Sbg::fit(&data, &options).unwrap_err();
            assert_eq!(stopped.code(), ErrorCode::Interrupted);
            INTERRUPTED.store(false, Ordering::SeqCst);
            Err(stopped)
        });
        assert!(refused(result));
    }
}
