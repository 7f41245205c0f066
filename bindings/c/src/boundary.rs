//! The boundary: reading what the caller points at, writing what was asked for, and turning whatever goes wrong
//! into a status. All unsafe code of this library is in this file.
//!
//! A pointer enters as [`In`] or [`Out`]. Rust code cannot make either, so the only ones there are came from a
//! caller in C, who has promised that they are NULL or point at what the header says. Nothing here assumes that
//! they are aligned.

use crate::flat::Flat;
use crate::library::goodwill_status;
use bytemuck::{AnyBitPattern, NoUninit};
use goodwill::{Error, ErrorCode, Result};
use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A pointer to what the caller gives.
#[repr(transparent)]
pub struct In<T>(*const T);

/// A pointer to where the caller wants a result.
#[repr(transparent)]
pub struct Out<T>(*mut T);

impl<T> Clone for In<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for In<T> {}

impl<T> Clone for Out<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Out<T> {}

pub(crate) fn null(parameter: &'static str) -> Error {
    Error::new(ErrorCode::NullPointer, parameter, "must not be NULL")
}

impl<T> In<T> {
    pub(crate) fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// The distance between neighbours, once it is known that nothing overlaps, wraps round or is NULL.
    fn check(self, parameter: &'static str, size: usize, stride: usize, n: usize) -> Result<usize> {
        if n > 0 && self.0.is_null() {
            return Err(null(parameter));
        }
        if size == 0 {
            return Err(Error::new(
                ErrorCode::OutOfRange,
                parameter,
                "must be at least one byte wide",
            ));
        }
        let step = if stride == 0 { size } else { stride };
        if step < size {
            let reason = format!("must have a stride of 0 or of at least the {size} bytes of one value");
            return Err(Error::new(ErrorCode::OutOfRange, parameter, reason).with_value(stride));
        }
        let bytes = n
            .saturating_sub(1)
            .checked_mul(step)
            .and_then(|bytes| bytes.checked_add(size));
        if bytes.is_none_or(|bytes| bytes > isize::MAX as usize) {
            let reason = "cannot have so many values: their bytes exceed the address space";
            return Err(Error::new(ErrorCode::OutOfRange, parameter, reason).with_value(n));
        }
        Ok(step)
    }
}

impl<T: AnyBitPattern> In<T> {
    /// The value it points at, or `None` for NULL.
    pub(crate) fn read(self) -> Option<T> {
        // SAFETY: not NULL, so the caller points at a `T`; every bit pattern is one, at any alignment.
        (!self.is_null()).then(|| unsafe { self.0.read_unaligned() })
    }

    /// The 32-bit number at the head of the struct it points at, or `None` for NULL.
    pub(crate) fn first_word(self) -> Option<u32> {
        In(self.0.cast::<u32>()).read()
    }

    /// `n` values, each `stride` bytes after the one before; a stride of 0 means side by side.
    ///
    /// Values side by side and aligned are borrowed, others are copied together.
    pub(crate) fn column(&self, parameter: &'static str, stride: usize, n: usize) -> Result<Cow<'_, [T]>> {
        let size = size_of::<T>();
        let step = self.check(parameter, size, stride, n)?;
        if n == 0 {
            return Ok(Cow::Borrowed(&[]));
        }
        if step == size && self.0.is_aligned() {
            // SAFETY: not NULL, aligned, of a length `check` has bounded; the caller leaves the values alone
            // until the function returns.
            return Ok(Cow::Borrowed(unsafe { std::slice::from_raw_parts(self.0, n) }));
        }
        // SAFETY: `check` has bounded (n − 1) · step + size, all of which the caller points at.
        Ok((0..n)
            .map(|i| unsafe { self.0.byte_add(i * step).read_unaligned() })
            .collect())
    }
}

impl<T: AnyBitPattern> In<T> {
    /// Where each of `n` columns begins, each `stride` bytes after the one before.
    pub(crate) fn beginnings(self, parameter: &'static str, stride: usize, n: usize) -> Result<Vec<Self>> {
        let step = self.check(parameter, size_of::<T>(), stride, n)?;
        Ok((0..n).map(|i| Self(self.0.wrapping_byte_add(i * step))).collect())
    }

    /// A column that may be NULL.
    pub(crate) fn optional_column(
        &self,
        parameter: &'static str,
        stride: usize,
        n: usize,
    ) -> Result<Option<Cow<'_, [T]>>> {
        (!self.is_null())
            .then(|| self.column(parameter, stride, n))
            .transpose()
    }
}

impl<T: NoUninit> Out<T> {
    /// `values` into the caller's array, which must have room for them, and their number to `needed`. NULL asks for
    /// the number alone.
    pub(crate) fn fill_rows(
        self,
        parameter: &'static str,
        capacity: usize,
        needed: Out<usize>,
        values: &[T],
    ) -> Result<()> {
        needed.write(values.len());
        if self.is_null() {
            return Ok(());
        }
        self.fill(parameter, capacity, values)
    }

    /// `values` into the caller's array, which must have room for them.
    pub(crate) fn fill(self, parameter: &'static str, capacity: usize, values: &[T]) -> Result<()> {
        if capacity < values.len() {
            let reason = format!("has no room for {} values", values.len());
            return Err(Error::new(ErrorCode::BufferTooSmall, parameter, reason).with_value(capacity));
        }
        if self.0.is_null() && !values.is_empty() {
            return Err(null(parameter));
        }
        // SAFETY: bytes have no alignment; the caller's array has `capacity` values, at least these.
        unsafe {
            std::ptr::copy_nonoverlapping(
                values.as_ptr().cast::<u8>(),
                self.0.cast::<u8>(),
                size_of_val(values),
            );
        }
        Ok(())
    }
}

impl<T> Out<T> {
    pub(crate) fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// Writes values into the caller's array, which has room for them, if there is one.
    pub(crate) fn fill_if_wanted<I: IntoIterator<Item = T>>(self, values: impl FnOnce() -> I) {
        if !self.is_null() {
            for (i, value) in values().into_iter().enumerate() {
                // SAFETY: the caller has room for every value the header promises.
                unsafe { self.0.add(i).write_unaligned(value) }
            }
        }
    }

    pub(crate) fn required(self, parameter: &'static str) -> Result<Self> {
        if self.0.is_null() {
            Err(null(parameter))
        } else {
            Ok(self)
        }
    }

    /// Writes if the caller wants it.
    pub(crate) fn write(self, value: T) {
        if !self.0.is_null() {
            // SAFETY: not NULL, so the caller points at room for a `T`; what was there is plain data.
            unsafe { self.0.write_unaligned(value) }
        }
    }
}

/// A column of texts, one after another, as the core reads them.
#[derive(Default)]
pub(crate) struct Texts {
    pub(crate) bytes: Vec<u8>,
    pub(crate) offsets: Vec<i64>,
}

impl Texts {
    fn with_capacity(n: usize) -> Self {
        let mut offsets = Vec::with_capacity(n + 1);
        offsets.push(0);
        Self {
            bytes: Vec::new(),
            offsets,
        }
    }

    /// The texts themselves.
    pub(crate) fn all(&self, parameter: &'static str) -> Result<Vec<&str>> {
        let texts = self.offsets.windows(2).enumerate().map(|(i, ends)| {
            str::from_utf8(&self.bytes[ends[0] as usize..ends[1] as usize])
                .map_err(|_| Error::new(ErrorCode::UnsupportedType, parameter, "must be text in UTF-8").at(i))
        });
        texts.collect()
    }

    fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.offsets.push(self.bytes.len() as i64);
    }
}

impl In<c_char> {
    /// The text that ends at the first NUL byte.
    pub(crate) fn text(&self, parameter: &'static str) -> Result<&str> {
        if self.is_null() {
            return Err(null(parameter));
        }
        // SAFETY: not NULL, so the caller points at text that ends with a NUL byte, and leaves it alone.
        let text = unsafe { CStr::from_ptr(self.0) };
        text.to_str()
            .map_err(|_| Error::new(ErrorCode::UnsupportedType, parameter, "must be text in UTF-8"))
    }

    /// `n` fields of `width` bytes, each `stride` bytes after the one before. A field ends at its first NUL byte,
    /// or at its last that is no space.
    pub(crate) fn fields(
        self,
        parameter: &'static str,
        width: usize,
        stride: usize,
        n: usize,
    ) -> Result<Texts> {
        let step = self.check(parameter, width, stride, n)?;
        let mut texts = Texts::with_capacity(n);
        for i in 0..n {
            // SAFETY: `check` has bounded (n − 1) · step + width, all of which the caller points at.
            let field = unsafe { std::slice::from_raw_parts(self.0.byte_add(i * step).cast::<u8>(), width) };
            let field = field.split(|&byte| byte == 0).next().unwrap_or_default();
            texts.push(field.trim_ascii_end());
        }
        Ok(texts)
    }
}

impl In<In<c_char>> {
    /// `n` pointers to texts that end with a NUL byte; a NULL is an empty text.
    pub(crate) fn strings(self, parameter: &'static str, stride: usize, n: usize) -> Result<Texts> {
        let step = self.check(parameter, size_of::<In<c_char>>(), stride, n)?;
        let mut texts = Texts::with_capacity(n);
        for i in 0..n {
            // SAFETY: `check` has bounded the pointers, and each is NULL or points at text that ends with NUL.
            let text = unsafe { self.0.byte_add(i * step).read_unaligned() };
            let text = if text.0.is_null() {
                c""
            } else {
                unsafe { CStr::from_ptr(text.0) }
            };
            texts.push(text.to_bytes());
        }
        Ok(texts)
    }
}

impl<T> In<In<T>> {
    /// `n` pointers, side by side.
    pub(crate) fn pointers(self, parameter: &'static str, n: usize) -> Result<Vec<In<T>>> {
        let step = self.check(parameter, size_of::<In<T>>(), 0, n)?;
        // SAFETY: `check` has bounded the pointers, all of which the caller points at.
        Ok((0..n)
            .map(|i| unsafe { self.0.byte_add(i * step).read_unaligned() })
            .collect())
    }
}

impl<T> In<In<T>> {
    /// `n` handles, none of which may be NULL.
    pub(crate) fn handles(&self, parameter: &'static str, n: usize) -> Result<Vec<&T>> {
        let pointers = self.pointers(parameter, n)?;
        let handles = pointers.iter().enumerate().map(|(i, pointer)| {
            // SAFETY: NULL, or a handle of this library that the caller leaves alone until the function returns.
            unsafe { pointer.0.as_ref() }.ok_or_else(|| null(parameter).at(i))
        });
        handles.collect()
    }
}

impl In<c_void> {
    /// A pointer to values whose type the caller names.
    pub(crate) fn of<T>(self) -> In<T> {
        In(self.0.cast())
    }
}

/// Copies `text` and a NUL byte into the caller's buffer, and the bytes that takes to `needed`. NULL asks for the
/// number alone.
pub(crate) fn copy_text(text: &str, buffer: Out<c_char>, capacity: usize, needed: Out<usize>) -> Result<()> {
    let bytes: Vec<c_char> = text.bytes().chain([0]).map(|byte| byte as c_char).collect();
    buffer.fill_rows("buffer", capacity, needed, &bytes)
}

thread_local! {
    static LAST_ERROR: RefCell<Option<Error>> = const { RefCell::new(None) };
}

/// What went wrong last on this thread, if anything did.
pub(crate) fn last_error<R>(f: impl FnOnce(Option<&Error>) -> R) -> R {
    LAST_ERROR.with_borrow(|error| f(error.as_ref()))
}

/// Runs `f`; its error or its panic becomes the status and this thread's last error.
pub(crate) fn status(f: impl FnOnce() -> Result<()>) -> goodwill_status {
    match guard(f) {
        Ok(()) => 0,
        Err(error) => {
            let code = error.code().number();
            // A thread that is ending has no last error any more; the status still says what happened.
            let _ = LAST_ERROR.try_with(|last| last.replace(Some(error)));
            code
        }
    }
}

/// Runs `f` and writes what it returns to `out`. Nothing is written if it fails.
pub(crate) fn returning<T, R: Flat<T>>(out: Out<T>, f: impl FnOnce() -> Result<R>) -> goodwill_status {
    status(|| {
        let out = out.required("out")?;
        out.write(f()?.flatten());
        Ok(())
    })
}

/// Runs `f` and gives what it returns to the caller, to be freed later. Nothing is written if it fails.
pub(crate) fn handle<T>(out: Out<Option<Box<T>>>, f: impl FnOnce() -> Result<T>) -> goodwill_status {
    status(|| {
        let out = out.required("out")?;
        out.write(Some(Box::new(f()?)));
        Ok(())
    })
}

/// A handle that must not be NULL.
pub(crate) fn given<H>(handle: Option<H>, parameter: &'static str) -> Result<H> {
    handle.ok_or_else(|| null(parameter))
}

/// Two handles that must not be NULL and not the same.
pub(crate) fn two<T, R>(
    (name_a, a): (&'static str, Out<T>),
    (name_b, b): (&'static str, Out<T>),
    f: impl FnOnce(&mut T, &mut T) -> Result<R>,
) -> Result<R> {
    let (a, b) = (a.required(name_a)?, b.required(name_b)?);
    if a.0 == b.0 {
        return Err(Error::new(
            ErrorCode::Inconsistent,
            name_b,
            format!("must not be {name_a}"),
        ));
    }
    // SAFETY: two different handles of this library, which the caller uses from this thread only.
    unsafe { f(&mut *a.0, &mut *b.0) }
}

/// The one place where a panic stops.
pub(crate) fn guard<R>(f: impl FnOnce() -> Result<R>) -> Result<R> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|payload| Err(panic_error(payload)))
}

fn panic_error(payload: Box<dyn Any + Send>) -> Error {
    let message = payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned());
    // Dropping a payload could panic again.
    std::mem::forget(payload);
    Error::new(
        ErrorCode::Panic,
        "goodwill",
        format!("a defect of the library: {message}"),
    )
}
