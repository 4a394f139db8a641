package app.nero.picture;

import java.util.Optional;

/**
 * A picture as the store has it.
 *
 * @param url where anybody can see it
 * @param format empty where it is none that Nero takes
 * @param bytes its size
 * @param width in pixels
 * @param height in pixels
 */
public record StoredPicture(PublicId publicId, String url, Optional<PictureFormat> format, long bytes, int width,
        int height) {}
