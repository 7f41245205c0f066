//! The library itself: its version, its statuses, and what went wrong last.

use crate::boundary::{In, Out, copy_text, guard, last_error, returning, status};
use crate::choices::ChoiceTable;
use goodwill::{Error, ErrorCode, Result};
use std::ffi::{CStr, c_char};

/// Zero, or the number of an error code: one of the constants above.
pub type goodwill_status = i32;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(text) => text,
    Err(_) => panic!("a version holds no NUL"),
};

/// The version of the library that is running, "0.1.0" for example; `GOODWILL_VERSION` is the header's.
///
/// Thread safety: may be called from any thread at any time; the text is constant.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_version() -> *const c_char {
    VERSION.as_ptr()
}

/// The stable name of a status, "out_of_range" for example, and what it means. The text is "ok" for 0.
///
/// Like every text, it is copied with its final NUL into `buffer`, which has room for `capacity` bytes; `needed`, if
/// not NULL, receives the bytes it takes. A NULL buffer asks for those alone; `GOODWILL_BUFFER_TOO_SMALL` leaves the
/// buffer as it was.
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_status_text(
    status: goodwill_status,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    quietly(|| {
        let text = match ErrorCode::ALL.iter().find(|code| code.number() == status) {
            Some(code) => format!("{}: {}", code.name(), code.meaning()),
            None if status == 0 => "ok".to_owned(),
            None => {
                return Err(Error::new(
                    ErrorCode::InvalidChoice,
                    "status",
                    "is none of this library",
                ));
            }
        };
        copy_text(&text, buffer, capacity, needed)
    })
}

/// The number of a choice by its names: ("nps_interval", "tango") gives `GOODWILL_NPS_INTERVAL_TANGO`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_choice_number(
    choice: In<c_char>,
    name: In<c_char>,
    out: Out<i32>,
) -> goodwill_status {
    returning(out, || {
        let table = ChoiceTable::named(choice.text("choice")?)?;
        let name = name.text("name")?;
        let found = table.choices.iter().find(|(known, _)| *known == name);
        found.map(|(_, number)| *number).ok_or_else(|| {
            let names: Vec<&str> = table.choices.iter().map(|(known, _)| *known).collect();
            let reason = format!("must be one of {}", names.join(", "));
            Error::new(ErrorCode::InvalidChoice, "name", reason).with_value(name)
        })
    })
}

/// The name of a choice by its number: ("method", `GOODWILL_METHOD_TANGO`) gives "tango", copied with its final NUL.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_choice_name(
    choice: In<c_char>,
    number: i32,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let table = ChoiceTable::named(choice.text("choice")?)?;
        let (name, _) = table
            .choices
            .iter()
            .find(|(_, known)| *known == number)
            .ok_or_else(|| {
                let reason = format!("is no number of a {}", table.what);
                Error::new(ErrorCode::InvalidChoice, "number", reason).with_value(number)
            })?;
        copy_text(name, buffer, capacity, needed)
    })
}

/// The status of the last call that failed on this thread; 0 if none has. Success does not reset it.
///
/// Thread safety: may be called from any thread at any time; every thread has a last error of its own.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_last_error_code() -> goodwill_status {
    last(|error| error.code().number()).unwrap_or(0)
}

/// What went wrong, as a sentence: `scores[3]: must be between 0 and 10, got 11`. Empty if nothing has.
///
/// Thread safety: may be called from any thread at any time; every thread has a last error of its own.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_last_error_message(
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    last_text(ToString::to_string, buffer, capacity, needed)
}

/// The parameter that was at fault. Empty if nothing has gone wrong.
///
/// Thread safety: may be called from any thread at any time; every thread has a last error of its own.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_last_error_parameter(
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    last_text(|error| error.parameter().to_owned(), buffer, capacity, needed)
}

/// The value that was at fault, as text. Empty if the error is about no single value.
///
/// Thread safety: may be called from any thread at any time; every thread has a last error of its own.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_last_error_value(
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    last_text(
        |error| error.value().unwrap_or_default().to_owned(),
        buffer,
        capacity,
        needed,
    )
}

/// The zero-based position of the value that was at fault; -1 if the error is about none in particular.
///
/// Thread safety: may be called from any thread at any time; every thread has a last error of its own.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_last_error_index() -> i64 {
    last(|error| error.index().map_or(-1, |index| index as i64)).unwrap_or(-1)
}

/// Panics inside the library, to prove that the host survives it. Not in the installed library.
///
/// Thread safety: may be called from any thread at any time.
#[cfg(feature = "inject-panic")]
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_inject_panic() -> goodwill_status {
    status(|| panic!("injected"))
}

fn last<R>(f: impl FnOnce(&Error) -> R) -> Option<R> {
    last_error(|error| error.map(f))
}

fn last_text(
    of: impl FnOnce(&Error) -> String,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    quietly(|| copy_text(&last(of).unwrap_or_default(), buffer, capacity, needed))
}

/// A status that leaves the last error alone: asking what went wrong must not change the answer.
fn quietly(f: impl FnOnce() -> Result<()>) -> goodwill_status {
    guard(f).map_or_else(|error| error.code().number(), |()| 0)
}
