//! Days.

use super::{TextVisitor, is_text, keys, numbers, unfold, unsupported, visit_texts};
use crate::date::{DateDetector, DateFormat};
use crate::text::is_missing;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_array::{Array, ArrayAccessor};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, TimeUnit};
use goodwill::calendar::Day;
use goodwill::purchase::MISSING_DAY;
use goodwill::{Error, ErrorCode, Result};
use jiff::tz::{Offset, TimeZone};
use std::borrow::Cow;

/// The array called `name` as days since 1970-01-01, [`MISSING_DAY`] where one is missing. Date32 without nulls is
/// borrowed.
///
/// An instant with a time zone falls on the civil day of that zone; one without on the day it names. Text needs
/// `format`, or its one format is found from this array (see [`date_format`]). Integers and whole floats are
/// `YYYYMMDD` unless `format` says what they count.
///
/// ```
/// use arrow_array::{Int64Array, StringArray, TimestampSecondArray};
/// use goodwill_arrow::column::days;
///
/// let text = StringArray::from(vec!["1997-09-30", "1970-01-01 23:59:59"]);
/// assert_eq!(*days("date", &text, None)?, [10_134, 0]);
/// assert_eq!(*days("date", &Int64Array::from(vec![19970930]), None)?, [10_134]);
/// let late = TimestampSecondArray::from(vec![0]).with_timezone("America/New_York");
/// assert_eq!(*days("date", &late, None)?, [-1]);
/// assert_eq!(
///     days("date", &Int64Array::from(vec![19970930, 19970931]), None).unwrap_err().to_string(),
///     "date[1]: is no date of the form YYYYMMDD, got 19970931"
/// );
/// # Ok::<(), goodwill::Error>(())
/// ```
pub fn days<'a>(name: &str, array: &'a dyn Array, format: Option<&DateFormat>) -> Result<Cow<'a, [i32]>> {
    let found = match format {
        Some(_) => None,
        None => date_format(name, [array])?,
    };
    let format = format.or(found.as_ref());
    days_or_else(name, array, format, &mut |row, text| {
        Err(misfit(name, format).with_value(text).at(row))
    })
}

/// The error for a value that is no date.
pub(crate) fn misfit(name: &str, format: Option<&DateFormat>) -> Error {
    let reason = match format {
        Some(format) => format!("is no date of the form {format}"),
        None => "is no date of the form YYYYMMDD".to_owned(),
    };
    Error::new(ErrorCode::InvalidDate, name.to_owned(), reason)
}

/// The one date format of a text column that comes in `chunks`; none for a column that needs none.
///
/// [`ErrorCode::InvalidDate`] when the values leave it open: see [`DateDetector::format`].
pub fn date_format<'a>(
    name: &str,
    chunks: impl IntoIterator<Item = &'a dyn Array>,
) -> Result<Option<DateFormat>> {
    let mut detector = DateDetector::default();
    let mut text = false;
    for array in chunks {
        text |= see_dates(array, &mut detector);
    }
    if !text || detector.seen() == (0, 0) {
        return Ok(None);
    }
    detector.format(name).map(Some)
}

/// Shows the texts of `array` to the detector; false where it holds none.
pub(crate) fn see_dates(array: &dyn Array, detector: &mut DateDetector) -> bool {
    struct See<'d>(&'d mut DateDetector);
    impl TextVisitor for See<'_> {
        type Output = ();
        fn visit<'a, A: ArrayAccessor<Item = &'a str>>(self, texts: A) {
            for row in 0..texts.len() {
                if texts.is_valid(row) {
                    self.0.see(texts.value(row));
                }
            }
        }
    }
    match array.as_any_dictionary_opt() {
        Some(dictionary) => see_dates(dictionary.values().as_ref(), detector),
        None => visit_texts(array, See(detector)).is_ok(),
    }
}

/// As [`days`], with the format known; a value that is no date goes to `otherwise` with its row, which says what
/// stands for it.
pub(crate) fn days_or_else<'a>(
    name: &str,
    array: &'a dyn Array,
    format: Option<&DateFormat>,
    otherwise: &mut dyn FnMut(usize, &str) -> Result<i32>,
) -> Result<Cow<'a, [i32]>> {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        return dictionary_days(name, array, dictionary.values().as_ref(), format, otherwise);
    }
    if is_text(array.data_type()) {
        // Without a format nothing but missing values was seen.
        let format = format.unwrap_or(&DateFormat::Compact);
        return match visit_texts(array, Parse { format, otherwise }) {
            Ok(days) => days.map(Cow::Owned),
            Err(_) => Err(unsupported(name, array, "dates")),
        };
    }
    Ok(Cow::Owned(match array.data_type() {
        DataType::Date32 => {
            let dates = array.as_primitive::<Date32Type>();
            if dates.null_count() == 0 {
                return Ok(Cow::Borrowed(dates.values()));
            }
            per_row(dates.values(), dates.nulls(), |_, day| Ok(day))?
        }
        DataType::Date64 => {
            let dates = array.as_primitive::<Date64Type>();
            instants(dates.values(), dates.nulls(), 1_000, None, otherwise)?
        }
        DataType::Timestamp(unit, zone) => {
            let (values, per_second) = match unit {
                TimeUnit::Second => (array.as_primitive::<TimestampSecondType>().values(), 1),
                TimeUnit::Millisecond => (array.as_primitive::<TimestampMillisecondType>().values(), 1_000),
                TimeUnit::Microsecond => (
                    array.as_primitive::<TimestampMicrosecondType>().values(),
                    1_000_000,
                ),
                TimeUnit::Nanosecond => (
                    array.as_primitive::<TimestampNanosecondType>().values(),
                    1_000_000_000,
                ),
            };
            let zone = zone.as_deref().map(|zone| time_zone(name, zone)).transpose()?;
            instants(values, array.nulls(), per_second, zone.as_ref(), otherwise)?
        }
        data_type if data_type.is_numeric() => {
            let format = format.unwrap_or(&DateFormat::Compact);
            let numbers = numbers(name, array)?;
            per_row(&numbers, None, |row, number: f64| {
                if number.is_nan() {
                    return Ok(MISSING_DAY);
                }
                match format.day_of_number(number) {
                    Some(day) => Ok(day),
                    None => otherwise(row, &number.to_string()),
                }
            })?
        }
        DataType::Null => vec![MISSING_DAY; array.len()],
        _ => return Err(unsupported(name, array, "dates")),
    }))
}

/// Reads each entry of the dictionary once. A bad entry matters only in the rows that use it.
fn dictionary_days(
    name: &str,
    array: &dyn Array,
    values: &dyn Array,
    format: Option<&DateFormat>,
    otherwise: &mut dyn FnMut(usize, &str) -> Result<i32>,
) -> Result<Cow<'static, [i32]>> {
    let mut bad = Vec::new();
    let days = days_or_else(name, values, format, &mut |entry, text| {
        bad.push((entry, text.to_owned()));
        Ok(MISSING_DAY)
    })?;
    let mut rows = unfold(array, &days, MISSING_DAY);
    if !bad.is_empty() {
        for (row, key) in keys(array.as_any_dictionary()).into_iter().enumerate() {
            if array.is_valid(row)
                && let Ok(found) = bad.binary_search_by_key(&key, |(entry, _)| *entry)
            {
                rows[row] = otherwise(row, &bad[found].1)?;
            }
        }
    }
    Ok(Cow::Owned(rows))
}

fn per_row<T: Copy>(
    values: &[T],
    nulls: Option<&NullBuffer>,
    mut day: impl FnMut(usize, T) -> Result<i32>,
) -> Result<Vec<i32>> {
    let mut days = Vec::with_capacity(values.len());
    for (row, &value) in values.iter().enumerate() {
        let missing = nulls.is_some_and(|nulls| nulls.is_null(row));
        days.push(if missing { MISSING_DAY } else { day(row, value)? });
    }
    Ok(days)
}

struct Parse<'a> {
    format: &'a DateFormat,
    otherwise: &'a mut dyn FnMut(usize, &str) -> Result<i32>,
}

impl TextVisitor for Parse<'_> {
    type Output = Result<Vec<i32>>;

    fn visit<'a, A: ArrayAccessor<Item = &'a str>>(self, texts: A) -> Self::Output {
        let mut days = Vec::with_capacity(texts.len());
        for row in 0..texts.len() {
            if texts.is_null(row) {
                days.push(MISSING_DAY);
                continue;
            }
            let text = texts.value(row);
            days.push(match self.format.day_number(text.as_bytes()) {
                Some(day) => day,
                None if is_missing(text) => MISSING_DAY,
                None => (self.otherwise)(row, text)?,
            });
        }
        Ok(days)
    }
}

/// The zone of that name, or a fixed offset such as `+08:00`.
fn time_zone(name: &str, zone: &str) -> Result<TimeZone> {
    let fixed = || {
        let (sign, digits) = match zone.as_bytes() {
            [b'+', digits @ ..] => (1, digits),
            [b'-', digits @ ..] => (-1, digits),
            _ => return None,
        };
        let digits: Vec<u8> = digits.iter().copied().filter(|byte| *byte != b':').collect();
        if !matches!(digits.len(), 2 | 4) || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let two = |at: usize| {
            digits
                .get(at..at + 2)
                .map_or(0, |d| i32::from(d[0] - b'0') * 10 + i32::from(d[1] - b'0'))
        };
        Offset::from_seconds(sign * (two(0) * 3_600 + two(2) * 60))
            .ok()
            .map(TimeZone::fixed)
    };
    match zone {
        "" | "UTC" | "Z" => Ok(TimeZone::UTC),
        _ => fixed().map_or_else(
            || {
                TimeZone::get(zone).map_err(|_| {
                    Error::new(
                        ErrorCode::InvalidDate,
                        name.to_owned(),
                        "has instants in an unknown time zone",
                    )
                    .with_value(zone)
                })
            },
            Ok,
        ),
    }
}

/// Instants counted since 1970-01-01, `per_second` to the second, as civil days.
fn instants(
    values: &ScalarBuffer<i64>,
    nulls: Option<&NullBuffer>,
    per_second: i64,
    zone: Option<&TimeZone>,
    otherwise: &mut dyn FnMut(usize, &str) -> Result<i32>,
) -> Result<Vec<i32>> {
    let mut offsets = zone.map(OffsetCache::new);
    per_row(values, nulls, |row, value| {
        let seconds = match &mut offsets {
            None => value.div_euclid(per_second),
            Some(offsets) => offsets.local(value.div_euclid(per_second)),
        };
        let day = seconds.div_euclid(86_400);
        if (i64::from(Day::MIN.number())..=i64::from(Day::MAX.number())).contains(&day) {
            Ok(day as i32)
        } else {
            otherwise(row, &value.to_string())
        }
    })
}

/// The offset of a zone, looked up once for each span between two changes of its clocks.
struct OffsetCache<'a> {
    zone: &'a TimeZone,
    /// The spans met so far, in order.
    spans: Vec<Span>,
    /// The one that was needed last.
    latest: Span,
}

/// A span in which a zone keeps its offset: seconds since 1970-01-01, half-open.
#[derive(Clone, Copy)]
struct Span {
    start: i64,
    end: i64,
    offset: i64,
}

impl Span {
    fn contains(&self, seconds: i64) -> bool {
        self.start <= seconds && seconds < self.end
    }
}

impl<'a> OffsetCache<'a> {
    fn new(zone: &'a TimeZone) -> Self {
        Self {
            zone,
            spans: Vec::new(),
            latest: Span {
                start: 0,
                end: 0,
                offset: 0,
            },
        }
    }

    fn local(&mut self, seconds: i64) -> i64 {
        if !self.latest.contains(seconds) {
            let place = self.spans.partition_point(|span| span.end <= seconds);
            self.latest = match self.spans.get(place) {
                Some(span) if span.contains(seconds) => *span,
                _ => {
                    let span = self.look_up(seconds);
                    self.spans.insert(place, span);
                    span
                }
            };
        }
        seconds.saturating_add(self.latest.offset)
    }

    #[cold]
    fn look_up(&self, seconds: i64) -> Span {
        // Instants beyond the calendar are refused as days; here they only need some offset.
        let Ok(instant) = jiff::Timestamp::from_second(seconds) else {
            return Span {
                start: seconds,
                end: seconds.saturating_add(1),
                offset: 0,
            };
        };
        let next = self.zone.following(instant).next();
        // A change in this very second is not before it.
        let after = instant
            .checked_add(jiff::SignedDuration::from_secs(1))
            .unwrap_or(instant);
        let last = self.zone.preceding(after).next();
        let second = |change: jiff::tz::TimeZoneTransition<'_>| change.timestamp().as_second();
        Span {
            start: last.map_or(jiff::Timestamp::MIN.as_second(), second),
            end: next.map_or(jiff::Timestamp::MAX.as_second() + 1, second),
            offset: i64::from(self.zone.to_offset(instant).seconds()),
        }
    }
}
