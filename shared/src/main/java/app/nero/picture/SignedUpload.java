package app.nero.picture;

import java.util.SequencedMap;

/**
 * Leave to upload one picture straight to the store.
 *
 * @param url where a form is posted to, {@code multipart/form-data}
 * @param fields of the form, to which the client adds the picture as {@code file}; what they say is signed
 * @param publicId what the picture will be named
 */
public record SignedUpload(String url, SequencedMap<String, String> fields, PublicId publicId) {}
