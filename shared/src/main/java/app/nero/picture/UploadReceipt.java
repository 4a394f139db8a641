package app.nero.picture;

/**
 * What the store told a client that uploaded a picture, as the client hands it on.
 *
 * @param version of the picture, digits
 * @param signature of the store over both, hex
 */
public record UploadReceipt(PublicId publicId, String version, String signature) {}
