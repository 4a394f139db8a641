package app.nero.generation;

import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;

/**
 * The stored result of a generation.
 *
 * @param url where anybody who knows it can see the image
 * @param bytes the size of the file
 */
public record GeneratedImage(PublicId publicId, String url, int width, int height, PictureFormat format, long bytes) {}
