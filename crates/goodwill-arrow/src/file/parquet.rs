//! Parquet.

use super::{Chunk, encoding, unreadable};
use goodwill::{Error, ErrorCode, Result};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use std::fs::File;
use std::path::Path;

/// What the footer says.
#[derive(Debug, Clone)]
pub(super) struct Footer {
    metadata: ArrowReaderMetadata,
    bytes: u64,
    pub(super) rows: u64,
}

impl Footer {
    pub(super) fn read(path: &Path, file: &File, bytes: u64) -> Result<Self> {
        let metadata = ArrowReaderMetadata::load(file, ArrowReaderOptions::new())
            .map_err(|error| parquet_error(path, error))?;
        let rows = u64::try_from(metadata.metadata().file_metadata().num_rows()).unwrap_or(0);
        Ok(Self {
            metadata,
            bytes,
            rows,
        })
    }

    pub(super) fn fields(&self) -> &arrow_schema::Fields {
        self.metadata.schema().fields()
    }

    /// Reads the wanted columns in chunks of at most `chunk_rows` rows, until `sink` has enough. Other columns are
    /// not read from disk, and no more than a page of each wanted one is held at a time.
    pub(super) fn produce(
        &self,
        path: &Path,
        wanted: &[usize],
        chunk_rows: usize,
        sink: &mut dyn FnMut(Chunk) -> bool,
    ) -> Result<()> {
        let (file, _) = encoding::open(path)?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
        let mask = ProjectionMask::roots(builder.parquet_schema(), wanted.iter().copied());
        let reader = builder
            .with_projection(mask)
            .with_batch_size(chunk_rows)
            .build()
            .map_err(|error| parquet_error(path, error))?;
        // The reader gives the columns in the order of the file.
        let mut in_file = wanted.to_vec();
        in_file.sort_unstable();
        in_file.dedup();
        let mut row = 0;
        for batch in reader {
            let batch = batch.map_err(|error| damaged(path, &error))?;
            let place = |column: &usize| in_file.partition_point(|other| other < column);
            let chunk = Chunk {
                rows: batch.num_rows(),
                columns: wanted
                    .iter()
                    .map(|column| batch.column(place(column)).clone())
                    .collect(),
                lines: Vec::new(),
                first_row: row,
                done: (self.bytes as f64 * ((row + batch.num_rows() as u64) as f64 / self.rows.max(1) as f64))
                    as u64,
            };
            row += batch.num_rows() as u64;
            if !sink(chunk) {
                break;
            }
        }
        Ok(())
    }
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::new(
        ErrorCode::FileUnreadable,
        path.display().to_string(),
        format!("is a damaged Parquet file: {error}"),
    )
}

fn parquet_error(path: &Path, error: ParquetError) -> Error {
    match error {
        ParquetError::External(error) => match error.downcast_ref::<std::io::Error>() {
            Some(error) => unreadable(path, error),
            None => damaged(path, &error),
        },
        ParquetError::NYI(reason) => encoding::unsupported(
            path,
            format!("uses a feature of Parquet that is not read: {reason}"),
        ),
        error => damaged(path, &error),
    }
}
