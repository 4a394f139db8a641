package app.nero.picture;

import java.util.SequencedMap;

/**
 * Permission to upload one picture directly to the store. The client posts a {@code multipart/form-data} form with the
 * fields and the picture as {@code file}.
 *
 * @param fields of the form, including their signature
 * @param publicId the name that the picture gets
 */
public record SignedUpload(String url, SequencedMap<String, String> fields, PublicId publicId) {}
