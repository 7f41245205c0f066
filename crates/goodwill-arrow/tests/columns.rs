//! Every column type that pandas, polars, DuckDB and Spark send.

use arrow_array::types::{Int8Type, Int32Type, UInt16Type};
use arrow_array::{
    Array, BooleanArray, Date32Array, Date64Array, Decimal32Array, Decimal64Array, Decimal128Array,
    Decimal256Array, DictionaryArray, Float16Array, Float32Array, Float64Array, Int8Array, Int16Array,
    Int32Array, Int64Array, LargeStringArray, ListArray, NullArray, StringArray, StringViewArray,
    TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray, TimestampSecondArray,
    UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use arrow_buffer::i256;
use goodwill::ErrorCode;
use goodwill::purchase::{
    CustomerColumn, MISSING_DAY, PurchaseBatch, PurchaseOptions, Purchases, PurchasesBuilder,
};
use goodwill_arrow::column::{Scores, customers, date_format, days, numbers, scores};
use goodwill_arrow::date::DateFormat;
use proptest::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

#[test]
fn numbers_of_every_type() {
    let arrays: Vec<Arc<dyn Array>> = vec![
        Arc::new(Int8Array::from(vec![Some(7), None])),
        Arc::new(Int16Array::from(vec![Some(7), None])),
        Arc::new(Int32Array::from(vec![Some(7), None])),
        Arc::new(Int64Array::from(vec![Some(7), None])),
        Arc::new(UInt8Array::from(vec![Some(7), None])),
        Arc::new(UInt16Array::from(vec![Some(7), None])),
        Arc::new(UInt32Array::from(vec![Some(7), None])),
        Arc::new(UInt64Array::from(vec![Some(7), None])),
        Arc::new(Float16Array::from(vec![Some(half::f16::from_f32(7.0)), None])),
        Arc::new(Float32Array::from(vec![Some(7.0), None])),
        Arc::new(Float64Array::from(vec![Some(7.0), None])),
        Arc::new(Float64Array::from(vec![7.0, f64::NAN])),
        Arc::new(
            Decimal32Array::from(vec![Some(700), None])
                .with_precision_and_scale(9, 2)
                .unwrap(),
        ),
        Arc::new(
            Decimal64Array::from(vec![Some(700), None])
                .with_precision_and_scale(9, 2)
                .unwrap(),
        ),
        Arc::new(
            Decimal128Array::from(vec![Some(700), None])
                .with_precision_and_scale(9, 2)
                .unwrap(),
        ),
        Arc::new(
            Decimal256Array::from(vec![Some(i256::from(700)), None])
                .with_precision_and_scale(9, 2)
                .unwrap(),
        ),
        Arc::new(
            DictionaryArray::<Int8Type>::try_new(
                Int8Array::from(vec![Some(1), None]),
                Arc::new(Int64Array::from(vec![5, 7])),
            )
            .unwrap(),
        ),
    ];
    for array in &arrays {
        let values = numbers("amount", array).unwrap();
        assert_eq!(values[0], 7.0, "{}", array.data_type());
        assert!(values[1].is_nan(), "{}", array.data_type());
    }
    assert_eq!(
        *numbers("b", &BooleanArray::from(vec![true, false])).unwrap(),
        [1.0, 0.0]
    );
    assert!(numbers("n", &NullArray::new(1)).unwrap()[0].is_nan());
    let empty = DictionaryArray::<Int8Type>::try_new(
        Int8Array::from(vec![None::<i8>, None]),
        Arc::new(Float64Array::from(Vec::<f64>::new())),
    )
    .unwrap();
    assert!(numbers("n", &empty).unwrap().iter().all(|value| value.is_nan()));
}

#[test]
fn doubles_and_days_are_borrowed() {
    let doubles = Float64Array::from(vec![1.0, 2.0]);
    let sliced = doubles.slice(1, 1);
    assert!(matches!(numbers("x", &sliced).unwrap(), Cow::Borrowed(values) if values == [2.0]));
    let dates = Date32Array::from(vec![1, 2]);
    assert!(matches!(days("x", &dates, None).unwrap(), Cow::Borrowed(_)));
    assert!(matches!(
        scores("x", &UInt8Array::from(vec![1])).unwrap(),
        Scores::U8(Cow::Borrowed(_))
    ));
    assert!(matches!(
        scores("x", &Int8Array::from(vec![1])).unwrap(),
        Scores::I8(Cow::Borrowed(_))
    ));
}

#[test]
fn decimals_round_once() {
    // 2^53 + 1 cents and more digits than a double holds.
    let huge = Decimal128Array::from(vec![9_007_199_254_740_993, 12_345_678_901_234_567_890_123])
        .with_precision_and_scale(38, 2)
        .unwrap();
    assert_eq!(
        *numbers("x", &huge).unwrap(),
        [
            "90071992547409.93".parse::<f64>().unwrap(),
            "123456789012345678901.23".parse().unwrap()
        ]
    );
    let scaled = Decimal128Array::from(vec![12])
        .with_precision_and_scale(5, -3)
        .unwrap();
    assert_eq!(*numbers("x", &scaled).unwrap(), [12_000.0]);
}

#[test]
fn lists_are_no_numbers() {
    let list = ListArray::from_iter_primitive::<Int32Type, _, _>([Some([Some(1)])]);
    for error in [
        numbers("basket", &list).unwrap_err(),
        days("basket", &list, None).unwrap_err(),
        customers("basket", &list).unwrap_err(),
        scores("basket", &list).unwrap_err(),
    ] {
        assert_eq!(
            (error.code(), error.parameter()),
            (ErrorCode::UnsupportedType, "basket")
        );
        assert!(error.value().unwrap().starts_with("List"), "{error}");
    }
}

#[test]
fn days_of_every_type() {
    let day = 10_134; // 1997-09-30
    let second = i64::from(day) * 86_400 + 86_399;
    let text = ["1997-09-30"; 1];
    let arrays: Vec<Arc<dyn Array>> = vec![
        Arc::new(Date32Array::from(vec![Some(day), None])),
        Arc::new(Date64Array::from(vec![Some(second * 1_000), None])),
        Arc::new(TimestampSecondArray::from(vec![Some(second), None])),
        Arc::new(TimestampMillisecondArray::from(vec![
            Some(second * 1_000 + 999),
            None,
        ])),
        Arc::new(TimestampMicrosecondArray::from(vec![
            Some(second * 1_000_000),
            None,
        ])),
        Arc::new(TimestampNanosecondArray::from(vec![
            Some(second * 1_000_000_000),
            None,
        ])),
        Arc::new(
            TimestampNanosecondArray::from(vec![Some(second * 1_000_000_000), None]).with_timezone("UTC"),
        ),
        Arc::new(StringArray::from(vec![Some(text[0]), None])),
        Arc::new(StringArray::from(vec![Some(text[0]), Some(" ")])),
        Arc::new(LargeStringArray::from(vec![Some(text[0]), None])),
        Arc::new(StringViewArray::from(vec![Some(text[0]), None])),
        Arc::new(
            vec![Some(text[0]), None]
                .into_iter()
                .collect::<DictionaryArray<Int8Type>>(),
        ),
        Arc::new(Int32Array::from(vec![Some(19_970_930), None])),
        Arc::new(Int64Array::from(vec![Some(19_970_930), None])),
        Arc::new(UInt32Array::from(vec![Some(19_970_930), None])),
        Arc::new(Float64Array::from(vec![19_970_930.0, f64::NAN])),
    ];
    for array in &arrays {
        assert_eq!(
            *days("date", array, None).unwrap(),
            [day, MISSING_DAY],
            "{}",
            array.data_type()
        );
    }
    assert_eq!(*days("date", &NullArray::new(1), None).unwrap(), [MISSING_DAY]);
    assert_eq!(
        *days("date", &StringArray::from(vec![None::<&str>]), None).unwrap(),
        [MISSING_DAY]
    );
    // Before 1970 a day begins at a negative instant.
    assert_eq!(
        *days("date", &TimestampMicrosecondArray::from(vec![-1]), None).unwrap(),
        [-1]
    );
}

#[test]
fn instants_fall_on_the_civil_day_of_their_zone() {
    let day_in = |zone: &str, second: i64| {
        let instants = TimestampSecondArray::from(vec![second]).with_timezone(zone.to_owned());
        days("t", &instants, None).map(|days| days[0])
    };
    // 2024-03-10 in New York: 04:59:59Z is 23:59:59 of the 9th, 05:00Z is midnight of the 10th; clocks jump at 07:00Z,
    // so that the day ends at 04:00Z.
    let midnight = 19_792 * 86_400;
    assert_eq!(day_in("America/New_York", midnight + 5 * 3_600 - 1), Ok(19_791));
    assert_eq!(day_in("America/New_York", midnight + 5 * 3_600), Ok(19_792));
    assert_eq!(day_in("America/New_York", midnight + 28 * 3_600 - 1), Ok(19_792));
    assert_eq!(day_in("America/New_York", midnight + 28 * 3_600), Ok(19_793));
    assert_eq!(day_in("Asia/Shanghai", -8 * 3_600), Ok(0));
    assert_eq!(day_in("+08:00", -8 * 3_600), Ok(0));
    assert_eq!(day_in("-05:30", 5 * 3_600), Ok(-1));
    let error = day_in("Mars/Olympus", 0).unwrap_err();
    assert_eq!(
        (error.code(), error.value()),
        (ErrorCode::InvalidDate, Some("Mars/Olympus"))
    );
}

proptest! {
    #[test]
    fn remembered_offsets_are_the_zone_s_own(
        seconds in proptest::collection::vec(-4_000_000_000_i64..6_000_000_000, 1..50),
        zone in proptest::sample::select(vec!["America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Shanghai", "UTC"]),
    ) {
        let tz = jiff::tz::TimeZone::get(zone).unwrap();
        let expected: Vec<i32> = seconds.iter().map(|&second| {
            let instant = jiff::Timestamp::from_second(second).unwrap();
            let local = second + i64::from(tz.to_offset(instant).seconds());
            local.div_euclid(86_400) as i32
        }).collect();
        let instants = TimestampSecondArray::from(seconds).with_timezone(zone);
        prop_assert_eq!(days("t", &instants, None).unwrap().to_vec(), expected);
    }
}

#[test]
fn days_that_are_none_name_row_and_value() {
    let error = days("date", &StringArray::from(vec!["2024-01-31", "2024-02-30"]), None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "date: is not in one date format: 1 of 2 values are like \"2024-01-31\", got 2024-02-30"
    );
    let format = DateFormat::YearMonthDay(goodwill_arrow::date::Separator::Dash);
    let error = days(
        "date",
        &StringArray::from(vec!["2024-01-31", "2024-02-30"]),
        Some(&format),
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "date[1]: is no date of the form YYYY-MM-DD, got 2024-02-30"
    );
    let error = days("date", &Int64Array::from(vec![1_706_659_200]), None).unwrap_err();
    assert_eq!((error.code(), error.index()), (ErrorCode::InvalidDate, Some(0)));
    assert_eq!(
        *days(
            "date",
            &Int64Array::from(vec![1_706_659_200]),
            Some(&DateFormat::UnixSeconds)
        )
        .unwrap(),
        [19_753]
    );
    let error = days("date", &TimestampSecondArray::from(vec![i64::MAX]), None).unwrap_err();
    assert_eq!((error.code(), error.index()), (ErrorCode::InvalidDate, Some(0)));
}

#[test]
fn an_entry_nobody_uses_does_not_spoil_a_dictionary() {
    let keys = UInt16Array::from(vec![0, 0, 2]);
    let entries: Arc<dyn Array> = Arc::new(StringArray::from(vec!["20240131", "oops", "20240201"]));
    let dictionary = DictionaryArray::<UInt16Type>::try_new(keys, entries).unwrap();
    let dates = days("date", &dictionary, Some(&DateFormat::Compact)).unwrap();
    assert_eq!(*dates, [19_753, 19_753, 19_754]);
    let keys = UInt16Array::from(vec![0, 1]);
    let spoilt = DictionaryArray::<UInt16Type>::try_new(keys, dictionary.values().clone()).unwrap();
    let error = days("date", &spoilt, Some(&DateFormat::Compact)).unwrap_err();
    assert_eq!((error.index(), error.value()), (Some(1), Some("oops")));
}

#[test]
fn chunks_share_one_format() {
    let open = StringArray::from(vec!["03/04/2024"]);
    let decisive = StringArray::from(vec!["28/04/2024"]);
    assert_eq!(
        date_format("d", [&open as &dyn Array]).unwrap_err().code(),
        ErrorCode::InvalidDate
    );
    let format = date_format("d", [&open as &dyn Array, &decisive])
        .unwrap()
        .unwrap();
    assert_eq!(format.to_string(), "DD/MM/YYYY");
    assert_eq!(
        date_format("d", [&Date32Array::from(vec![1]) as &dyn Array]).unwrap(),
        None
    );
}

fn read(array: &dyn Array) -> Purchases {
    let ids = customers("customer", array).unwrap();
    let days: Vec<i32> = (0..array.len() as i32).collect();
    let mut builder = PurchasesBuilder::new(&PurchaseOptions::default());
    let batch = PurchaseBatch {
        customer_validity: ids.validity(),
        ..PurchaseBatch::new(ids.column(), &days)
    };
    builder.update(&batch).unwrap();
    builder.finish().unwrap()
}

#[test]
fn customers_of_every_type() {
    let integers: Vec<Arc<dyn Array>> = vec![
        Arc::new(Int8Array::from(vec![Some(7), None, Some(9), Some(7)])),
        Arc::new(Int16Array::from(vec![Some(7), None, Some(9), Some(7)])),
        Arc::new(Int32Array::from(vec![Some(7), None, Some(9), Some(7)])),
        Arc::new(Int64Array::from(vec![Some(7), None, Some(9), Some(7)])),
        Arc::new(UInt8Array::from(vec![Some(7), None, Some(9), Some(7)])),
        Arc::new(UInt16Array::from(vec![Some(7), None, Some(9), Some(7)])),
        Arc::new(UInt32Array::from(vec![Some(7), None, Some(9), Some(7)])),
        Arc::new(UInt64Array::from(vec![Some(7), None, Some(9), Some(7)])),
        Arc::new(Float32Array::from(vec![7.0, f32::NAN, 9.0, 7.0])),
        Arc::new(Float64Array::from(vec![Some(7.0), None, Some(9.0), Some(7.0)])),
        Arc::new(
            Decimal128Array::from(vec![Some(7), None, Some(9), Some(7)])
                .with_precision_and_scale(12, 0)
                .unwrap(),
        ),
        Arc::new(
            Decimal32Array::from(vec![Some(7), None, Some(9), Some(7)])
                .with_precision_and_scale(5, 0)
                .unwrap(),
        ),
        Arc::new(
            Decimal64Array::from(vec![Some(7), None, Some(9), Some(7)])
                .with_precision_and_scale(9, 0)
                .unwrap(),
        ),
        Arc::new(
            DictionaryArray::<Int8Type>::try_new(
                Int8Array::from(vec![Some(1), None, Some(0), Some(1)]),
                Arc::new(Int32Array::from(vec![9, 7])),
            )
            .unwrap(),
        ),
    ];
    let expected = read(&integers[3]);
    assert_eq!((expected.customers(), expected.occasions()), (2, 3));
    assert_eq!(expected.intake().missing_customer, 1);
    for array in &integers {
        assert_eq!(read(array), expected, "{}", array.data_type());
        // A slice is read from where it starts.
        assert_eq!(read(&array.slice(2, 2)).occasions(), 2, "{}", array.data_type());
    }

    let texts = vec![Some("0007"), None, Some("客户9"), Some("0007")];
    let strings: Vec<Arc<dyn Array>> = vec![
        Arc::new(StringArray::from(texts.clone())),
        Arc::new(StringArray::from(vec!["0007", "", "客户9", "0007"])),
        Arc::new(LargeStringArray::from(texts.clone())),
        Arc::new(StringViewArray::from(texts.clone())),
        Arc::new(texts.iter().copied().collect::<DictionaryArray<Int8Type>>()),
        Arc::new(
            DictionaryArray::<Int8Type>::try_new(
                Int8Array::from(vec![Some(1), None, Some(0), Some(1)]),
                Arc::new(StringViewArray::from(vec!["客户9", "0007"])),
            )
            .unwrap(),
        ),
    ];
    let expected = read(&strings[0]);
    assert_eq!((expected.customers(), expected.occasions()), (2, 3));
    for array in &strings {
        assert_eq!(read(array), expected, "{}", array.data_type());
        assert_eq!(read(&array.slice(2, 2)).occasions(), 2, "{}", array.data_type());
    }
}

#[test]
fn customers_are_borrowed_where_they_lie() {
    let ids = Int64Array::from(vec![1, 2]);
    let column = customers("c", &ids).unwrap();
    let CustomerColumn::Integers(values) = column.column() else {
        panic!()
    };
    assert_eq!(values.as_ptr(), ids.values().as_ptr());
    let ids = StringArray::from(vec!["a", "b"]);
    let column = customers("c", &ids).unwrap();
    let CustomerColumn::Utf8 { bytes, .. } = column.column() else {
        panic!()
    };
    assert_eq!(bytes.as_ptr(), ids.value_data().as_ptr());
}

#[test]
fn identifiers_that_would_merge_are_refused() {
    for (array, row) in [
        (Arc::new(Float64Array::from(vec![1.0, 2.5])) as Arc<dyn Array>, 1),
        (Arc::new(Float64Array::from(vec![1e17])), 0),
        (Arc::new(Float64Array::from(vec![f64::INFINITY])), 0),
        (Arc::new(UInt64Array::from(vec![1, u64::MAX])), 1),
    ] {
        let error = customers("id", &array).unwrap_err();
        assert_eq!((error.parameter(), error.index()), ("id", Some(row)), "{error}");
    }
    assert!(customers("id", &BooleanArray::from(vec![true])).is_err());
}

#[test]
fn scores_keep_their_rows() {
    assert_eq!(
        scores("s", &UInt64Array::from(vec![0, 10])).unwrap(),
        Scores::I8(vec![0, 10].into())
    );
    assert_eq!(
        scores("s", &Float64Array::from(vec![9.5])).unwrap(),
        Scores::F64(vec![9.5].into())
    );
    let error = scores("s", &Int32Array::from(vec![3, 200])).unwrap_err();
    assert_eq!(
        (error.code(), error.index(), error.value()),
        (ErrorCode::OutOfRange, Some(1), Some("200"))
    );
    let gap = Int8Array::from(vec![Some(9), None]);
    let Scores::F64(values) = scores("s", &gap).unwrap() else {
        panic!()
    };
    assert!(values[1].is_nan());
}
