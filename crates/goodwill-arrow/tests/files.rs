//! What is accepted, found out and reported.
#![cfg(feature = "files")]

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray,
    RecordBatch, StringArray, StringViewArray, TimestampMicrosecondArray,
};
use goodwill::purchase::{CustomerIds, HistoryOptions, Purchases};
use goodwill::survey::ItemRole;
use goodwill_arrow::file::{
    ColumnChoice, ColumnKind, FileFormat, FileOptions, OrdersOptions, ReadReport, Role, SurveyOptions, Table,
    read_purchases, read_purchases_with, read_survey,
};
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/data")
        .join(name)
}

fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn write_parquet(folder: &TempDir, columns: Vec<(&str, ArrayRef)>, properties: WriterProperties) -> PathBuf {
    let path = folder.path().join("orders.parquet");
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    path
}

fn read_text(content: impl AsRef<[u8]>) -> (Purchases, ReadReport) {
    let folder = TempDir::new().unwrap();
    read_purchases(write(&folder, "orders.csv", content), &OrdersOptions::default()).unwrap()
}

fn names(report: &ReadReport) -> Vec<(Role, &str)> {
    report
        .columns
        .iter()
        .map(|column| (column.role, column.name.as_str()))
        .collect()
}

#[test]
fn cdnow_gives_the_published_counts() {
    let (sample, report) = read_purchases(data("cdnow_sample.csv"), &OrdersOptions::default()).unwrap();
    assert_eq!((report.rows, report.skipped_rows()), (6_919, 0));
    assert_eq!((sample.customers(), sample.occasions()), (2_357, 6_696));
    assert_eq!((sample.intake().merged, sample.intake().zero_amounts), (223, 8));
    // Identifiers with leading zeros are texts.
    assert!(matches!(sample.ids(), CustomerIds::Strings(_)));
    // Both `master_id` and `id` are the customer; the plain name is chosen, and the report says so.
    assert_eq!(
        names(&report),
        [
            (Role::Customer, "id"),
            (Role::Date, "date"),
            (Role::Amount, "spend")
        ]
    );
    assert_eq!(
        report.columns[0].choice,
        ColumnChoice::Guessed {
            why: "by its name and its whole values".into()
        }
    );
    assert_eq!(report.columns[1].format.as_deref(), Some("YYYYMMDD"));
    let options = OrdersOptions {
        customer: Some("master_id".into()),
        ..OrdersOptions::default()
    };
    let (by_master, report) = read_purchases(data("cdnow_sample.csv"), &options).unwrap();
    assert_eq!(report.columns[0].choice, ColumnChoice::Given);
    assert_eq!((by_master.customers(), by_master.occasions()), (2_357, 6_696));
    let as_of = "1997-09-30".parse().unwrap();
    let calibration = sample.histories(&HistoryOptions::new(as_of)).unwrap();
    assert_eq!(
        calibration.frequency.iter().copied().map(u64::from).sum::<u64>(),
        2_457
    );

    let (master, report) = read_purchases(data("cdnow_master.csv"), &OrdersOptions::default()).unwrap();
    assert_eq!((report.rows, master.customers()), (69_659, 23_570));
    assert!(matches!(master.ids(), CustomerIds::Integers(_)));
    assert_eq!(master.first_day().to_string(), "1997-01-01");
    assert_eq!(master.last_day().to_string(), "1998-06-30");
}

#[test]
fn common_exports_are_recognised() {
    use Role::{Amount, Customer, Date, Quantity, UnitPrice};
    for (content, expected) in [
        // Online Retail, as Kaggle has it.
        (
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n\
             536365,85123A,\"HOLDER, WHITE\",6,12/1/2010 8:26,2.55,17850,United Kingdom\n\
             536366,22633,HAND WARMER,2,12/13/2010 8:28,1.85,13047,United Kingdom\n",
            vec![
                (Customer, "CustomerID"),
                (Date, "InvoiceDate"),
                (Quantity, "Quantity"),
                (UnitPrice, "UnitPrice"),
            ],
        ),
        // Online Retail II.
        (
            "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n\
             489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom\n",
            vec![
                (Customer, "Customer ID"),
                (Date, "InvoiceDate"),
                (Quantity, "Quantity"),
                (UnitPrice, "Price"),
            ],
        ),
        // Shopify.
        (
            "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,\
             Lineitem quantity,Lineitem price,Id\n\
             #1001,a@example.com,paid,2024-01-31 10:20:30 +0800,fulfilled,USD,10.00,2.00,0.50,12.50,\
             2024-01-31 10:20:00 +0800,1,10.00,5001\n",
            vec![(Customer, "Email"), (Date, "Created at"), (Amount, "Total")],
        ),
        // WooCommerce.
        (
            "Order Number,Order Status,Order Date,Customer Note,Billing Email Address,Order Total Amount,Order Discount Amount\n\
             7,Completed,2024-01-31 10:20,,a@example.com,12.50,0\n",
            vec![
                (Customer, "Billing Email Address"),
                (Date, "Order Date"),
                (Amount, "Order Total Amount"),
            ],
        ),
        // Olist.
        (
            "order_id,customer_unique_id,order_purchase_timestamp,payment_value\n\
             e481,7c39,2017-10-02 10:56:33,38.71\n",
            vec![
                (Customer, "customer_unique_id"),
                (Date, "order_purchase_timestamp"),
                (Amount, "payment_value"),
            ],
        ),
        (
            "会员卡号,下单时间,订单金额,门店\nA001,2024-01-31 10:20:30,￥12.50,上海\n",
            vec![(Customer, "会员卡号"), (Date, "下单时间"), (Amount, "订单金额")],
        ),
        (
            "客户;日期;金额（元）\n张三;2024年1月31日;12.50\n",
            vec![(Customer, "客户"), (Date, "日期"), (Amount, "金额（元）")],
        ),
        (
            "user\tday\tRevenue (USD)\nx\t2024-01-31\t12.50\n",
            vec![(Customer, "user"), (Date, "day"), (Amount, "Revenue (USD)")],
        ),
        (
            "client|when|sales\nx|2024-01-31|12.50\n",
            vec![(Customer, "client"), (Date, "when"), (Amount, "sales")],
        ),
        // No money: orders can still be counted.
        (
            "customer_id,order_date,store\n1,2024-01-31,9\n",
            vec![(Customer, "customer_id"), (Date, "order_date")],
        ),
        (
            "customer_id,order_date,price\n1,2024-01-31,9\n",
            vec![(Customer, "customer_id"), (Date, "order_date"), (Amount, "price")],
        ),
        // A date of birth is no order date, an order number no customer.
        (
            "order_id,id,date_of_birth,date,amount\n1,2,1980-01-01,2024-01-31,9\n",
            vec![(Customer, "id"), (Date, "date"), (Amount, "amount")],
        ),
    ] {
        let (purchases, report) = read_text(content);
        assert_eq!(names(&report), expected);
        assert!(
            report
                .columns
                .iter()
                .all(|column| column.choice != ColumnChoice::Given)
        );
        assert_eq!(report.skipped_rows(), 0, "{:?}", report.skipped);
        assert!(purchases.occasions() > 0);
    }
}

#[test]
fn quantity_times_price() {
    let (purchases, _) =
        read_text("id,date,quantity,unit_price\n1,2024-01-31,3,1.25\n1,2024-02-01,-1,1.25\n");
    assert_eq!(purchases.amounts_of(0), [2.5]);
    assert_eq!(purchases.intake().returns, 1);
}

#[test]
fn encodings_are_found_and_reported() {
    let text = "customer,date,amount,city\nMüller,2024-01-31,5,Zürich\nMüller,2024-02-01,6,Zürich\n";
    let utf16 = |big: bool| {
        let mut bytes = if big { vec![0xfe, 0xff] } else { vec![0xff, 0xfe] };
        for unit in text.encode_utf16() {
            bytes.extend(if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            });
        }
        bytes
    };
    for (bytes, name, guessed) in [
        (text.as_bytes().to_vec(), "UTF-8", false),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8", false),
        (utf16(false), "UTF-16LE", false),
        (utf16(true), "UTF-16BE", false),
        (
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
            "windows-1252",
            true,
        ),
    ] {
        let (purchases, report) = read_text(bytes);
        let encoding = report.encoding.clone().unwrap();
        assert_eq!(
            (encoding.name.as_str(), encoding.guessed, encoding.replaced),
            (name, guessed, 0)
        );
        let CustomerIds::Strings(ids) = purchases.ids() else {
            panic!()
        };
        assert_eq!((ids.get(0), purchases.occasions()), ("Müller", 2));
        assert_eq!(report.notes()[0].contains("windows-1252, a guess"), guessed);
    }
    let chinese = "客户编号,下单时间,金额\n张三,2024年1月31日,12.50\n李四,2024年2月1日,8.00\n";
    let (purchases, report) = read_text(encoding_rs::GBK.encode(chinese).0);
    assert_eq!(report.encoding.unwrap().name, "gb18030");
    assert_eq!(report.columns[1].format.as_deref(), Some("YYYY年M月D日"));
    assert_eq!(purchases.customers(), 2);

    // The first letter that is not ASCII comes after the first megabyte.
    let mut late = "customer,date,amount\n".to_owned();
    late.extend((0..60_000).map(|i| format!("customer {i},2024-01-31,5.00\n")));
    late.push_str("Zoë,2024-01-31,5.00\n");
    let (purchases, report) = read_text(encoding_rs::WINDOWS_1252.encode(&late).0);
    assert_eq!(report.encoding.unwrap().name, "windows-1252");
    assert!(purchases.ids().iter().any(|id| id.to_string() == "Zoë"));
    let (_, report) = read_text(&late);
    assert_eq!(report.encoding.unwrap().name, "UTF-8");

    // Given, and wrong: counted.
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "o.csv", encoding_rs::WINDOWS_1252.encode(text).0);
    let file = FileOptions {
        encoding: Some("utf-8".into()),
        ..FileOptions::default()
    };
    let (_, report) = read_purchases(
        path,
        &OrdersOptions {
            file,
            ..OrdersOptions::default()
        },
    )
    .unwrap();
    assert_eq!(report.encoding.unwrap().replaced, 4);
}

#[test]
fn decimal_commas_and_delimiters() {
    let (purchases, report) = read_text(
        "sep=;\nkunde;datum;umsatz\nA;31.01.2024;1.234,50 €\nA;01.02.2024;12,00 €\nB;01.02.2024;7 €\n",
    );
    assert_eq!(report.delimiter, Some(';'));
    assert_eq!(purchases.amounts_of(0), [1234.5, 12.0]);
    assert_eq!(report.columns[2].format.as_deref(), Some("decimal_comma"));
    assert_eq!(report.columns[2].currency.as_deref(), Some("€"));
    // The first comma comes long after the sample: what was read before it is read again.
    let mut late = "id;date;amount\n".to_owned();
    late.extend((0..12_000).map(|i| format!("{i};2024-01-31;1.234\n")));
    late.push_str("1;2024-02-01;12,50\n");
    let (purchases, report) = read_text(&late);
    assert_eq!(report.columns[2].format.as_deref(), Some("decimal_comma"));
    assert_eq!(
        (purchases.amounts_of(0)[0], purchases.amounts_of(1)[1]),
        (1234.0, 12.5)
    );
    assert_eq!(report.skipped_rows(), 0);
}

#[test]
fn identifiers_are_integers_only_if_all_are() {
    let (purchases, _) = read_text("id,date\n1,2024-01-31\n-2,2024-01-31\n0,2024-01-31\n,2024-01-31\n");
    assert_eq!(purchases.ids(), &CustomerIds::Integers(vec![-2, 0, 1]));
    for last in ["007", "+7", "1e3", "12345678901234567890", "A7", "7.0", "-0"] {
        let mut content = "id,date\n".to_owned();
        content.extend((0..12_000).map(|i| format!("{},2024-01-31\n", i % 5)));
        writeln!(content, "{last},2024-01-31").unwrap();
        let (purchases, _) = read_text(&content);
        assert!(purchases.ids().iter().any(|id| id.to_string() == last), "{last}");
        assert_eq!((purchases.customers(), purchases.intake().rows), (6, 12_001));
    }
}

#[test]
fn parquet_of_every_compression_and_type() {
    let dates = Date32Array::from(vec![19_753, 19_753, 19_754]);
    let reference: Vec<(&str, ArrayRef)> = vec![
        ("note", Arc::new(StringArray::from(vec!["", "b", "c"]))),
        ("amount", Arc::new(Float64Array::from(vec![11.77, 12.0, 0.1]))),
        ("date", Arc::new(dates.clone())),
        ("customer_id", Arc::new(StringArray::from(vec!["a", "b", "a"]))),
    ];
    let folder = TempDir::new().unwrap();
    let mut expected = None;
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::ZSTD(ZstdLevel::default()),
        Compression::GZIP(GzipLevel::default()),
        Compression::LZ4_RAW,
    ] {
        let properties = WriterProperties::builder().set_compression(compression).build();
        let path = write_parquet(&folder, reference.clone(), properties);
        let (purchases, report) = read_purchases(path, &OrdersOptions::default()).unwrap();
        assert_eq!(
            (report.format, report.rows, report.encoding),
            (FileFormat::Parquet, 3, None)
        );
        assert_eq!(
            *expected.get_or_insert_with(|| purchases.clone()),
            purchases,
            "{compression}"
        );
    }
    let expected = expected.unwrap();
    assert_eq!((expected.customers(), expected.occasions()), (2, 3));
    let replaced: Vec<(&str, ArrayRef)> = vec![
        (
            "amount",
            Arc::new(
                Decimal128Array::from(vec![1_177, 1_200, 10])
                    .with_precision_and_scale(10, 2)
                    .unwrap(),
            ),
        ),
        (
            "date",
            Arc::new(Int64Array::from(vec![20_240_131, 20_240_131, 20_240_201])),
        ),
        (
            "date",
            Arc::new(StringArray::from(vec!["2024-01-31", "2024-01-31", "2024-02-01"])),
        ),
        (
            "date",
            Arc::new(LargeStringArray::from(vec![
                "31.01.2024",
                "31.01.2024",
                "01.02.2024",
            ])),
        ),
        (
            "date",
            Arc::new(
                TimestampMicrosecondArray::from_iter_values(
                    dates.values().iter().map(|day| i64::from(*day) * 86_400_000_000),
                )
                .with_timezone("UTC"),
            ),
        ),
        (
            "customer_id",
            Arc::new(StringViewArray::from(vec!["a", "b", "a"])),
        ),
        (
            "customer_id",
            Arc::new(
                vec!["a", "b", "a"]
                    .into_iter()
                    .collect::<DictionaryArray<Int32Type>>(),
            ),
        ),
    ];
    for (name, array) in replaced {
        let mut columns = reference.clone();
        let place = columns.iter().position(|(other, _)| *other == name).unwrap();
        columns[place].1 = array;
        let path = write_parquet(&folder, columns, WriterProperties::default());
        let (purchases, _) = read_purchases(path, &OrdersOptions::default()).unwrap();
        assert_eq!(purchases, expected);
    }
}

#[test]
fn progress_goes_up_and_ends_at_the_end() {
    let mut seen = Vec::new();
    let options = OrdersOptions {
        file: FileOptions {
            batch_rows: 5_000,
            ..FileOptions::default()
        },
        ..OrdersOptions::default()
    };
    let path = data("cdnow_master.csv");
    read_purchases_with(&path, &options, &mut |progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert!(seen.windows(2).all(|pair| pair[0].done <= pair[1].done));
    let last = seen.last().unwrap();
    assert_eq!(
        (last.done, last.total, last.rows),
        (last.total, std::fs::metadata(&path).unwrap().len(), 69_659)
    );
}

#[test]
fn a_table_shows_its_columns() {
    let table = Table::open(data("cdnow_sample.csv"), &FileOptions::default()).unwrap();
    let columns: Vec<_> = table
        .columns()
        .iter()
        .map(|column| (column.kind, column.date_like))
        .collect();
    assert_eq!(
        columns,
        [
            (ColumnKind::Integer, false),
            (ColumnKind::Integer, false),
            (ColumnKind::Integer, true),
            (ColumnKind::Integer, false),
            (ColumnKind::Number, false),
        ]
    );
    assert_eq!((table.rows(), table.format()), (None, FileFormat::Csv));
    let mut sum = 0.0;
    let scan = table
        .scan(&[4, 0], &mut |batch| {
            assert_eq!(
                (batch.line(0), batch.first_row(), batch.column(1).len()),
                (2, 0, batch.rows())
            );
            sum += batch.rows() as f64;
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    assert_eq!((scan.rows, sum), (6_919, 6_919.0));
}

#[test]
fn surveys() {
    let folder = TempDir::new().unwrap();
    let path = write(
        &folder,
        "s.csv",
        "id;NPS;期望值;感知值;q1\n1;10;4,5;5;1\n2;;4;n/a;2\n3;eight;3;3,5;x\n",
    );
    let options = SurveyOptions {
        items: vec!["q1".into()],
        ..SurveyOptions::default()
    };
    let (survey, report) = read_survey(&path, &options).unwrap();
    assert_eq!(
        names(&report),
        [
            (Role::Recommendation, "NPS"),
            (Role::Perceived, "感知值"),
            (Role::Expected, "期望值"),
            (Role::Item, "q1")
        ]
    );
    assert_eq!(survey.respondents(), 3);
    assert_eq!(
        survey.item_of(ItemRole::Expected).unwrap().values(),
        [4.5, 4.0, 3.0]
    );
    let nps = survey.values("NPS").unwrap();
    assert!(nps[0] == 10.0 && nps[1].is_nan() && nps[2].is_nan());
    assert_eq!((report.skipped[0].rows, report.skipped_rows()), (2, 0));
    assert_eq!(report.skipped[0].lines, [4, 4]);
    let only = SurveyOptions {
        satisfaction: Some("q1".into()),
        only_given: true,
        ..SurveyOptions::default()
    };
    let (survey, _) = read_survey(&path, &only).unwrap();
    assert_eq!(survey.items().count(), 1);
}

/// Rows as a file may hold them: customer, day, cents.
fn rows() -> impl Strategy<Value = Vec<(u8, i32, i64)>> {
    proptest::collection::vec((0..6_u8, 19_000..19_060_i32, -500..2_000_i64), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn csv_and_parquet_give_the_same(rows in rows(), batch_rows in 1_usize..70, read_ahead: bool, texts: bool, group in 1_usize..40) {
        let folder = TempDir::new().unwrap();
        let id = |customer: u8| if texts { format!("客{customer}") } else { customer.to_string() };
        let mut csv = "customer_id,date,amount\r\n".to_owned();
        for &(customer, day, cents) in &rows {
            let day = goodwill::calendar::Day::new(day).unwrap();
            let sign = if cents < 0 { "-" } else { "" };
            write!(csv, "{},{day},{sign}{}.{:02}\r\n", id(customer), cents.abs() / 100, cents.abs() % 100).unwrap();
        }
        let ids: ArrayRef = if texts {
            Arc::new(StringArray::from_iter_values(rows.iter().map(|row| id(row.0))))
        } else {
            Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| i64::from(row.0))))
        };
        let columns = vec![
            ("customer_id", ids),
            ("date", Arc::new(Date32Array::from_iter_values(rows.iter().map(|row| row.1))) as ArrayRef),
            ("amount", Arc::new(Float64Array::from_iter_values(rows.iter().map(|row| row.2 as f64 / 100.0)))),
        ];
        let properties = WriterProperties::builder().set_max_row_group_row_count(Some(group)).build();
        let parquet = write_parquet(&folder, columns, properties);
        let csv = write(&folder, "orders.csv", csv);
        let file = FileOptions { batch_rows, read_ahead, ..FileOptions::default() };
        let options = OrdersOptions { file, ..OrdersOptions::default() };
        let plain = read_purchases(&csv, &OrdersOptions::default());
        let others = [read_purchases(&csv, &options), read_purchases(&parquet, &options), read_purchases(&parquet, &OrdersOptions::default())];
        match plain {
            Ok((purchases, _)) => for other in others {
                let (other, _) = other.unwrap();
                prop_assert_eq!(&other, &purchases);
                // Debug tells -0 from 0.
                prop_assert_eq!(format!("{other:?}"), format!("{purchases:?}"));
            },
            Err(error) => for other in others {
                prop_assert_eq!(other.unwrap_err(), error.clone());
            },
        }
    }
}
