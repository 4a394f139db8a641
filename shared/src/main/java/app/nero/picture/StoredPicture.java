package app.nero.picture;

import java.util.Optional;

/**
 * What the store reports about a picture.
 *
 * @param url its public address
 * @param format empty if it is not a supported format
 * @param bytes file size
 * @param width in pixels
 * @param height in pixels
 */
public record StoredPicture(PublicId publicId, String url, Optional<PictureFormat> format, long bytes, int width,
        int height) {}
