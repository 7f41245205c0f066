//! Days.

use crate::boundary::{In, Out, copy_text, returning, status};
use crate::flat::{GOODWILL_NONE, parse};
use crate::library::goodwill_status;
use goodwill::calendar::{Day, Period};
use goodwill::{Error, ErrorCode, Result};
use std::ffi::c_char;

/// The number of a civil day: days since 1970-01-01.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_day_from_ymd(year: i32, month: i32, day: i32, out: Out<i32>) -> goodwill_status {
    returning(out, || from_ymd(year, month, day))
}

/// Year, month (1 to 12) and day of the month of a day number. Each result may be NULL.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_day_to_ymd(
    number: i32,
    year: Out<i32>,
    month: Out<i32>,
    day: Out<i32>,
) -> goodwill_status {
    status(|| {
        let (y, m, d) = Day::new(number)?.ymd();
        year.write(y);
        month.write(m.into());
        day.write(d.into());
        Ok(())
    })
}

/// The day numbers of `n` dates written as YYYYMMDD; 0 becomes `GOODWILL_NONE`. `days` has room for `n`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_days_from_yyyymmdd(
    dates: In<i32>,
    dates_stride: usize,
    n: usize,
    days: Out<i32>,
) -> goodwill_status {
    status(|| {
        let number = |(index, &date): (usize, &i32)| match date {
            0 => Ok(GOODWILL_NONE),
            _ => from_ymd(date / 10_000, date / 100 % 100, date % 100)
                .map(Day::number)
                .map_err(|_| {
                    Error::new(ErrorCode::InvalidDate, "dates", "is no day of the calendar")
                        .with_value(date)
                        .at(index)
                }),
        };
        let dates = dates.column("dates", dates_stride, n)?;
        let numbers: Vec<i32> = dates.iter().enumerate().map(number).collect::<Result<_>>()?;
        days.fill("days", n, &numbers)
    })
}

/// The running number of the calendar period (`GOODWILL_PERIOD_…`) that holds a day.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_period_index(period: i32, day: i32, out: Out<i32>) -> goodwill_status {
    returning(out, || {
        let period: Period = parse!(period);
        Ok(period.index_of(parse!(day)))
    })
}

/// The first day of a period, by its number.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_period_start(period: i32, index: i32, out: Out<i32>) -> goodwill_status {
    returning(out, || {
        let period: Period = parse!(period);
        period.start(index)
    })
}

/// A short name for a period, by its number, copied with its final NUL: `1997-03-14`, `1997-W11`, `1997-03`,
/// `1997-Q1`, `1997`.
///
/// Thread safety: may be called from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn goodwill_period_label(
    period: i32,
    index: i32,
    buffer: Out<c_char>,
    capacity: usize,
    needed: Out<usize>,
) -> goodwill_status {
    status(|| {
        let period: Period = parse!(period);
        period.start(index)?; // a number that names no period has no label
        copy_text(&period.label(index), buffer, capacity, needed)
    })
}

fn from_ymd(year: i32, month: i32, day: i32) -> Result<Day> {
    // What is no month or day of the month in 8 bits is none at all.
    let small = |number: i32| u8::try_from(number).unwrap_or(0);
    Day::from_ymd(year, small(month), small(day))
}
