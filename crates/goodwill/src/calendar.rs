//! Civil days, calendar periods and half-open windows. No clock: the caller says what day it is.

use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use alloc::{format, string::String};
use core::fmt;

/// A civil day of the proleptic Gregorian calendar, counted from 1970-01-01 = 0.
///
/// ```
/// use goodwill::calendar::Day;
/// let day = Day::from_ymd(1997, 9, 30)?;
/// assert_eq!(day.number(), 10_134);
/// assert_eq!(day.to_string(), "1997-09-30");
/// assert!(Day::from_ymd(1997, 2, 29).is_err());
/// # Ok::<(), goodwill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "String", try_from = "String"))]
pub struct Day(i32);

impl Day {
    /// The first day that can be named: 0001-01-01.
    pub const MIN: Self = Self(-719_162);
    /// The last day that can be named: 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The day with that number of days since 1970-01-01.
    pub fn new(number: i32) -> Result<Self> {
        if (Self::MIN.0..=Self::MAX.0).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Error::new(
                ErrorCode::InvalidDate,
                "day",
                "must lie between 0001-01-01 and 9999-12-31",
            )
            .with_value(number))
        }
    }

    /// The day of that year, month (1–12) and day of the month.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Result<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || !(1..=days_in_month(year, month)).contains(&day)
        {
            return Err(
                Error::new(ErrorCode::InvalidDate, "day", "is no day of the calendar")
                    .with_value(format!("{year:04}-{month:02}-{day:02}")),
            );
        }
        Ok(Self(day_number(year, month, day)))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Year, month (1–12) and day of the month.
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        // Hinnant, "chrono-compatible low-level date algorithms": years start in March, eras last 400 years.
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u8, day as u8)
    }

    /// The day `days` later (earlier when negative), or an error past the ends of the calendar.
    pub fn plus(self, days: i32) -> Result<Self> {
        Self::new(self.0.saturating_add(days))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        format!("{day}")
    }
}

impl TryFrom<String> for Day {
    type Error = Error;
    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl core::str::FromStr for Day {
    type Err = Error;

    /// Reads `YYYY-MM-DD`, the only form the core knows; other formats are read where files are.
    fn from_str(text: &str) -> Result<Self> {
        let invalid =
            || Error::new(ErrorCode::InvalidDate, "day", "must be written YYYY-MM-DD").with_value(text);
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(invalid());
        }
        let number = |range: core::ops::Range<usize>| -> Result<i32> {
            bytes[range].iter().try_fold(0, |sum, byte| match byte {
                b'0'..=b'9' => Ok(sum * 10 + i32::from(byte - b'0')),
                _ => Err(invalid()),
            })
        };
        Self::from_ymd(number(0..4)?, number(5..7)? as u8, number(8..10)? as u8)
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(is_leap(year)),
        _ => 31,
    }
}

fn day_number(year: i32, month: u8, day: u8) -> i32 {
    let year = year - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let march_month = (i32::from(month) + 9) % 12;
    let day_of_year = (153 * march_month + 2) / 5 + i32::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// A half-open span of days: `start` belongs to it, `end` does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Window {
    /// The first day inside.
    pub start: Day,
    /// The first day after.
    pub end: Day,
}

impl Window {
    /// How many days the window spans.
    #[must_use]
    pub const fn days(self) -> i32 {
        self.end.0 - self.start.0
    }

    /// How long the window is in civil years: whole anniversaries of its start, and the rest as a part of the year it
    /// lies in. From 1 January to 1 January is exactly 1, leap year or not; 0 or less for a window without days.
    ///
    /// ```
    /// use goodwill::calendar::{Day, Window};
    /// let year = |from, to| Ok(Window { start: Day::from_ymd(from, 1, 1)?, end: Day::from_ymd(to, 1, 1)? }.years());
    /// assert_eq!((year(2023, 2024)?, year(2024, 2025)?, year(2020, 2025)?), (1.0, 1.0, 5.0));
    /// let half = Window { start: Day::from_ymd(2023, 1, 1)?, end: Day::from_ymd(2023, 7, 1)? };
    /// assert_eq!(half.years(), 181.0 / 365.0);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    #[must_use]
    pub fn years(self) -> f64 {
        let (year, month, day) = self.start.ymd();
        // The anniversary of 29 February is 28 February in a common year.
        let anniversary = |after: i32| {
            let year = year + after;
            day_number(year, month, day.min(days_in_month(year, month)))
        };
        let mut whole = self.end.ymd().0 - year;
        if anniversary(whole) > self.end.0 {
            whole -= 1;
        }
        let (from, to) = (anniversary(whole), anniversary(whole + 1));
        f64::from(whole) + f64::from(self.end.0 - from) / f64::from(to - from)
    }

    /// Whether `day` lies inside.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.start <= day && day < self.end
    }
}

choice! { "calendar period",
    /// A calendar period: the grain of a table by time.
    #[derive(Default)]
    Period {
        /// A civil day.
        Day = 0, "day";
        /// An ISO week, Monday to Sunday.
        Week = 1, "week";
        /// A calendar month.
        #[default]
        Month = 2, "month";
        /// A calendar quarter.
        Quarter = 3, "quarter";
        /// A calendar year.
        Year = 4, "year";
    }
}

impl Period {
    /// The running number of the period that holds `day`; consecutive periods have consecutive numbers.
    ///
    /// ```
    /// use goodwill::calendar::{Day, Period};
    /// let march = Period::Month.index_of(Day::from_ymd(1997, 3, 31)?);
    /// assert_eq!(Period::Month.index_of(Day::from_ymd(1997, 4, 1)?), march + 1);
    /// assert_eq!(Period::Month.label(march), "1997-03");
    /// assert_eq!(Period::Month.window(march)?.days(), 31);
    /// # Ok::<(), goodwill::Error>(())
    /// ```
    #[must_use]
    pub fn index_of(self, day: Day) -> i32 {
        let (year, month, _) = day.ymd();
        match self {
            Self::Day => day.0,
            // 1970-01-01 was a Thursday: day −3 is the Monday that starts week 0.
            Self::Week => (day.0 + 3).div_euclid(7),
            Self::Month => year * 12 + i32::from(month) - 1,
            Self::Quarter => year * 4 + (i32::from(month) - 1) / 3,
            Self::Year => year,
        }
    }

    /// The first day of the period with that number.
    pub fn start(self, index: i32) -> Result<Day> {
        match self {
            Self::Day => Day::new(index),
            Self::Week => Day::new(index.saturating_mul(7).saturating_sub(3)),
            Self::Month => Day::from_ymd(index.div_euclid(12), index.rem_euclid(12) as u8 + 1, 1),
            Self::Quarter => Day::from_ymd(index.div_euclid(4), index.rem_euclid(4) as u8 * 3 + 1, 1),
            Self::Year => Day::from_ymd(index, 1, 1),
        }
    }

    /// The days of the period with that number.
    pub fn window(self, index: i32) -> Result<Window> {
        Ok(Window {
            start: self.start(index)?,
            end: self.start(index + 1)?,
        })
    }

    /// A short name for the period with that number: `1997-03-14`, `1997-W11`, `1997-03`, `1997-Q1`, `1997`.
    #[must_use]
    pub fn label(self, index: i32) -> String {
        match self {
            Self::Day => Day(index).into(),
            Self::Week => {
                // An ISO week belongs to the year of its Thursday.
                let (year, ..) = Day(index * 7).ymd();
                let first = Self::Week.index_of(Day(day_number(year, 1, 4)));
                format!("{year:04}-W{:02}", index - first + 1)
            }
            Self::Month => format!("{:04}-{:02}", index.div_euclid(12), index.rem_euclid(12) + 1),
            Self::Quarter => format!("{:04}-Q{}", index.div_euclid(4), index.rem_euclid(4) + 1),
            Self::Year => format!("{index:04}"),
        }
    }
}

choice! { "unit of time",
    /// The unit in which durations are counted: `days / unit`, exact and never rounded.
    #[derive(Default)]
    TimeUnit {
        /// One day.
        Day = 0, "day";
        /// Seven days: the unit of the published buy-till-you-die studies.
        #[default]
        Week = 1, "week";
        /// A twelfth of a mean Gregorian year: 30.436875 days.
        Month = 2, "month";
        /// A mean Gregorian year: 365.2425 days.
        Year = 3, "year";
    }
}

impl TimeUnit {
    /// Days in one unit.
    #[must_use]
    pub const fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 30.436_875,
            Self::Year => 365.242_5,
        }
    }

    /// A number of days, in this unit.
    #[must_use]
    pub fn from_days(self, days: i32) -> f64 {
        f64::from(days) / self.days()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_round_trips() {
        let mut previous = Day::MIN.ymd();
        assert_eq!(previous, (1, 1, 1));
        for number in Day::MIN.0 + 1..=Day::MAX.0 {
            let (year, month, day) = Day(number).ymd();
            assert_eq!(Day::from_ymd(year, month, day), Ok(Day(number)));
            assert!((year, month, day) > previous);
            previous = (year, month, day);
        }
        assert_eq!(previous, (9999, 12, 31));
    }

    #[test]
    fn iso_weeks_at_the_turn_of_the_year() {
        // ISO 8601: 2004-12-31 is in 2004-W53, 2007-01-01 in 2007-W01, 2010-01-03 in 2009-W53.
        for (ymd, label) in [
            ((2004, 12, 31), "2004-W53"),
            ((2007, 1, 1), "2007-W01"),
            ((2010, 1, 3), "2009-W53"),
        ] {
            let day = Day::from_ymd(ymd.0, ymd.1, ymd.2).unwrap();
            assert_eq!(Period::Week.label(Period::Week.index_of(day)), label);
        }
    }

    #[test]
    fn periods_tile_the_calendar() {
        for period in [
            Period::Day,
            Period::Week,
            Period::Month,
            Period::Quarter,
            Period::Year,
        ] {
            let first = period.index_of(Day::from_ymd(1996, 12, 29).unwrap());
            for index in first..first + 60 {
                let window = period.window(index).unwrap();
                assert_eq!(period.index_of(window.start), index);
                assert_eq!(period.index_of(Day(window.end.0 - 1)), index);
                assert_eq!(period.window(index + 1).unwrap().start, window.end);
            }
        }
    }

    #[test]
    fn text_that_is_no_day_is_refused() {
        for text in [
            "",
            "1997-9-30",
            "1997-02-29",
            "1997/09/30",
            "1997-13-01",
            "0000-01-01",
            "19970930xx",
        ] {
            assert_eq!(
                text.parse::<Day>().unwrap_err().code(),
                ErrorCode::InvalidDate,
                "{text}"
            );
        }
        assert_eq!("1996-02-29".parse::<Day>().unwrap().to_string(), "1996-02-29");
    }
}
