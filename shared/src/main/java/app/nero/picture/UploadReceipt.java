package app.nero.picture;

/**
 * The store's response to a client's upload, passed on by the client.
 *
 * @param version of the picture, decimal digits
 * @param signature by the store over public id and version, hex
 */
public record UploadReceipt(PublicId publicId, String version, String signature) {}
