//! The same work on one thread or on many: results come back in order, so the bits cannot differ.

use crate::error::Result;
use alloc::vec::Vec;

/// `work` on every item, in order; each thread makes one `scratch` for itself.
#[cfg(feature = "parallel")]
pub(crate) fn map<T: Send, S, R: Send>(
    items: Vec<T>,
    scratch: impl Fn() -> S + Sync + Send,
    work: impl Fn(&mut S, T) -> R + Sync + Send,
) -> Vec<R> {
    use rayon::prelude::*;
    items.into_par_iter().map_init(scratch, work).collect()
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn map<T, S, R>(items: Vec<T>, scratch: impl Fn() -> S, work: impl Fn(&mut S, T) -> R) -> Vec<R> {
    let mut scratch = scratch();
    items.into_iter().map(|item| work(&mut scratch, item)).collect()
}

/// `work` on the rows 0 to `rows` − 1; the error of the first row that has one, with the row as its index.
pub(crate) fn rows<R: Send>(rows: usize, work: impl Fn(usize) -> Result<R> + Sync + Send) -> Result<Vec<R>> {
    let done = map((0..rows).collect(), || (), |(), row| work(row));
    done.into_iter()
        .enumerate()
        .map(|(row, result)| result.map_err(|error| error.at(row)))
        .collect()
}

/// Sorts items of which no two are equal.
pub(crate) fn sort_by<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> core::cmp::Ordering + Sync) {
    #[cfg(feature = "parallel")]
    rayon::slice::ParallelSliceMut::par_sort_by(items, compare);
    #[cfg(not(feature = "parallel"))]
    items.sort_by(compare);
}

/// Sorts items of which equal ones cannot be told apart.
pub(crate) fn sort<T: Ord + Send>(items: &mut [T]) {
    #[cfg(feature = "parallel")]
    rayon::slice::ParallelSliceMut::par_sort_unstable(items);
    #[cfg(not(feature = "parallel"))]
    items.sort_unstable();
}
