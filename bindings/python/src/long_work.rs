//! Long work: the interpreter stays free, Ctrl-C is answered and progress is shown.

use crate::error::{Failure, Reply};
use goodwill::watch::{Progress, Watch};
use goodwill::{Error, ErrorCode};
use pyo3::inspect::PyStaticExpr;
use pyo3::prelude::*;
use pyo3::{intern, type_hint_identifier};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long Ctrl-C and progress wait at most.
const PULSE: Duration = Duration::from_millis(50);

/// Whom to tell of progress, as an argument: nobody for `False`, a line on the terminal for `True`, or a function.
pub(crate) struct ProgressLike<'a, 'py>(Borrowed<'a, 'py, PyAny>);

impl<'a, 'py> FromPyObject<'a, 'py> for ProgressLike<'a, 'py> {
    type Error = PyErr;
    const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("goodwill._progress", "Progress");

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object))
    }
}

/// Lets a signature say `progress = false`, which help and stubs can show: it tells nobody, and so does `None`.
impl<'a, 'py> pyo3::impl_::wrap::SomeWrap<ProgressLike<'a, 'py>> for bool {
    fn wrap(self) -> Option<ProgressLike<'a, 'py>> {
        None
    }
}

/// What to call with progress, if anything.
pub(crate) fn reporter<'py>(
    py: Python<'py>,
    progress: Option<ProgressLike<'_, 'py>>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let Some(ProgressLike(progress)) = progress else {
        return Ok(None);
    };
    let module = py.import(intern!(py, "goodwill._progress"))?;
    let report = module.call_method1(intern!(py, "reporter"), (&*progress,))?;
    Ok((!report.is_none()).then_some(report))
}

/// What the work and the interpreter have to say to each other.
#[derive(Default)]
pub(crate) struct Desk {
    told: Mutex<Option<Progress>>,
    stopped: AtomicBool,
}

impl Desk {
    /// The watch of this work.
    pub(crate) fn watch(self: &Arc<Self>) -> Watch {
        let desk = Arc::clone(self);
        Watch::new(move |progress| {
            *desk.lock() = Some(progress);
            if desk.stopped.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
    }

    /// An error once the work is to stop.
    pub(crate) fn ask(&self) -> goodwill::Result<()> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorCode::Interrupted, "work", "was broken off"));
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Progress>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does the work on a thread of its own, while this one answers signals and reports progress. An exception that either of
/// them raises stops the work.
pub(crate) fn attended<T: Send>(
    py: Python<'_>,
    report: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&Arc<Desk>) -> goodwill::Result<T> + Send,
) -> Reply<T> {
    let desk = Arc::new(Desk::default());
    let finished = AtomicBool::new(false);
    let attendant = thread::current();
    let mut raised = None;
    let result = thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let result = work(&desk);
            finished.store(true, Ordering::Release);
            attendant.unpark();
            result
        });
        // A worker that panics finishes without a word.
        let busy = || !finished.load(Ordering::Acquire) && !worker.is_finished();
        while busy() && raised.is_none() {
            py.detach(|| {
                if busy() {
                    thread::park_timeout(PULSE);
                }
            });
            raised = py.check_signals().and_then(|()| tell(report, &desk)).err();
        }
        if raised.is_some() {
            desk.stopped.store(true, Ordering::Relaxed);
        }
        py.detach(|| worker.join())
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    if let Some(exception) = raised {
        return Err(exception.into());
    }
    let result = result?;
    finish(report, &desk)?;
    Ok(result)
}

/// Reports how far the work has come.
fn tell(report: Option<&Bound<'_, PyAny>>, desk: &Desk) -> PyResult<()> {
    let told = *desk.lock();
    if let (Some(report), Some(Progress { step, done, total })) = (report, told) {
        report.call1((done, total, step.to_string()))?;
    }
    Ok(())
}

/// Reports that all is done, also where nobody knew how much it would be.
fn finish(report: Option<&Bound<'_, PyAny>>, desk: &Desk) -> Result<(), Failure> {
    if let Some(Progress { done, total, .. }) = desk.lock().as_mut() {
        *done = total.unwrap_or(*done);
        *total = Some(*done);
    }
    Ok(tell(report, desk)?)
}
