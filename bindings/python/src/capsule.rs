//! Memory that others own: Arrow capsules and NumPy arrays. All unsafe code of this crate is here.
#![allow(unsafe_code)]

use crate::mirror::Capsule;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{ArrayRef, RecordBatchReader, make_array};
use arrow_buffer::{Buffer, ScalarBuffer};
use arrow_schema::ArrowError;
use numpy::{Element, PyArray1, PyArrayMethods as _};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::panic::AssertUnwindSafe;
use std::ptr::NonNull;
use std::sync::Arc;

pub(crate) fn arrow_error(error: &ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The stream in what `__arrow_c_stream__` returned.
pub(crate) fn stream(capsule: &Bound<'_, PyAny>) -> PyResult<ArrayStreamReader> {
    let pointer = capsule
        .cast::<PyCapsule>()?
        .pointer_checked(Some(c"arrow_array_stream"))?;
    // SAFETY: the capsule's name was checked, and by the Arrow PyCapsule interface a capsule of this name points to
    // an initialised ArrowArrayStream. It is moved out: the struct left behind is marked as released, which the
    // capsule's destructor respects, and a second import of the same capsule is refused by `try_new`.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.cast().as_ptr()) };
    ArrayStreamReader::try_new(stream).map_err(|error| arrow_error(&error))
}

/// A capsule for `__arrow_c_stream__` to return.
pub(crate) fn export(py: Python<'_>, batches: Box<dyn RecordBatchReader + Send>) -> PyResult<Capsule<'_>> {
    let stream = FFI_ArrowArrayStream::new(batches);
    Ok(Capsule(
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")?.into_any(),
    ))
}

/// The array in what `__arrow_c_array__` returned: a capsule of the schema and one of the data.
pub(crate) fn array(capsules: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
    let schema = schema
        .pointer_checked(Some(c"arrow_schema"))?
        .cast::<FFI_ArrowSchema>();
    let array = array
        .pointer_checked(Some(c"arrow_array"))?
        .cast::<FFI_ArrowArray>();
    // SAFETY: both names were checked, so by the Arrow PyCapsule interface the pointers are to an initialised
    // ArrowSchema, which the capsule keeps alive during this call, and to the ArrowArray it describes, which is moved
    // out and left behind as released.
    let data = unsafe {
        let array = FFI_ArrowArray::from_raw(array.as_ptr());
        if array.is_released() {
            return Err(PyValueError::new_err("this Arrow array was consumed before"));
        }
        from_ffi(array, schema.as_ref())
    };
    data.map(make_array).map_err(|error| arrow_error(&error))
}

/// The values of a one-dimensional, contiguous NumPy array, without copying them.
pub(crate) fn numpy_values<T: Element + arrow_buffer::ArrowNativeType>(
    array: &Bound<'_, PyArray1<T>>,
) -> PyResult<ScalarBuffer<T>> {
    let readonly = array.try_readonly()?;
    let values = readonly.as_slice()?;
    let pointer = NonNull::from(values).cast::<u8>();
    let owner = Arc::new(AssertUnwindSafe(array.as_any().clone().unbind()));
    // SAFETY: `as_slice` checked that these bytes are contiguous, aligned and initialised values of the plain type T.
    // The reference in `owner` keeps the array, and so its memory, alive as long as the buffer; NumPy refuses to
    // resize an array that others refer to. That nobody writes into the array while a call computes on it is the
    // caller's part, as with every function of NumPy that releases the GIL.
    let buffer = unsafe { Buffer::from_custom_allocation(pointer, size_of_val(values), owner) };
    Ok(ScalarBuffer::from(buffer))
}
