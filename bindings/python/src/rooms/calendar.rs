//! `goodwill.calendar`.

use crate::mirror::mirror;
use goodwill::calendar::{self as core, Day};

mirror! {
    /// A half-open span of days: `start` belongs to it, `end` does not.
    ///
    /// >>> from datetime import date
    /// >>> year = gw.calendar.Window(date(1997, 1, 1), date(1998, 1, 1))
    /// >>> year.days, year.years, date(1998, 1, 1) in year
    /// (365, 1.0, False)
    Window in "goodwill.calendar" = core::Window {
        /// The first day inside.
        start: Day,
        /// The first day after.
        end: Day,
    }
    methods {
        /// How many days the window spans.
        #[getter]
        fn days(&self) -> i32 {
            self.0.days()
        }

        /// How long the window is in civil years: whole anniversaries of its start, and the rest as a part of a year.
        #[getter]
        fn years(&self) -> f64 {
            self.0.years()
        }

        fn __contains__(&self, day: crate::mirror::Taken<Day>) -> bool {
            self.0.contains(day.0)
        }
    }
}
