//! Days.

use crate::boundary::{In, Out, returning, status};
use crate::library::goodwill_status;
use goodwill::calendar::Day;
use goodwill::{Error, ErrorCode, Result};

/// No day: an unknown purchase date, or an option without one.
pub const GOODWILL_MISSING_DAY: i32 = i32::MIN;

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

/// The day numbers of `n` dates written as YYYYMMDD; 0 becomes `GOODWILL_MISSING_DAY`. `days` has room for `n`.
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
            0 => Ok(GOODWILL_MISSING_DAY),
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

fn from_ymd(year: i32, month: i32, day: i32) -> Result<Day> {
    // What is no month or day of the month in 8 bits is none at all.
    let small = |number: i32| u8::try_from(number).unwrap_or(0);
    Day::from_ymd(year, small(month), small(day))
}
