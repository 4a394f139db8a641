package app.nero.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * Writes the IPTC Digital Source Type into a picture, as an XMP packet (ISO 16684-1; XMP part 3 for JPEG and PNG, RFC 9649 for
 * WebP). Article 50(2) of the EU's AI Act requires such a mark.
 */
public final class SourceTypeMark {

    private static final String XMP = """
        <?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
        <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">\
        <Iptc4xmpExt:DigitalSourceType>%s</Iptc4xmpExt:DigitalSourceType>\
        </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>""";

    private static final byte[] JPEG_XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(ISO_8859_1);
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;

    /** Keyword, no compression, and neither language nor translated keyword. */
    private static final byte[] PNG_XMP = "iTXtXML:com.adobe.xmp\0\0\0\0\0".getBytes(ISO_8859_1);

    /** Signature and header chunk. */
    private static final int PNG_START_BYTES = 33;

    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int FLAGS_AT = RIFF_HEADER_BYTES + CHUNK_HEADER_BYTES;
    private static final int HAS_XMP = 0x04;
    private static final int HAS_ALPHA = 0x10;

    private SourceTypeMark() {}

    /** @param picture from {@link Picture#read}, which leaves no XMP in it */
    public static Picture add(Picture picture, DigitalSourceType type) {
        byte[] xmp = XMP.formatted(type.uri()).getBytes(UTF_8);
        byte[] marked = switch (picture.format()) {
            case JPEG -> addToJpeg(picture.bytes(), xmp);
            case PNG -> addToPng(picture.bytes(), xmp);
            case WEBP -> addToWebp(picture, xmp);
        };
        return new Picture(picture.format(), picture.width(), picture.height(), marked);
    }

    /** After JFIF and EXIF, which must come first. */
    private static byte[] addToJpeg(byte[] file, byte[] xmp) {
        FileBytes bytes = new FileBytes(file, ByteOrder.BIG_ENDIAN);
        int at = 2;
        while (bytes.u8(at + 1) == APP0 || bytes.u8(at + 1) == APP1) {
            at += 2 + bytes.u16(at + 2);
        }
        int length = 2 + JPEG_XMP.length + xmp.length;
        byte[] segment = ByteBuffer.allocate(2 + length).putShort((short) (0xff00 | APP1)).putShort((short) length)
                .put(JPEG_XMP).put(xmp).array();
        return insert(file, at, segment);
    }

    private static byte[] addToPng(byte[] file, byte[] xmp) {
        ByteBuffer chunk = ByteBuffer.allocate(8 + PNG_XMP.length + xmp.length).putInt(PNG_XMP.length - 4 + xmp.length)
                .put(PNG_XMP).put(xmp);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, PNG_XMP.length + xmp.length);
        return insert(file, PNG_START_BYTES, chunk.putInt((int) checksum.getValue()).array());
    }

    /** At the end, as a chunk that the extended header announces. A simple file gets such a header. */
    private static byte[] addToWebp(Picture picture, byte[] xmp) {
        byte[] file = picture.bytes();
        boolean isExtended = new FileBytes(file, ByteOrder.LITTLE_ENDIAN).name(RIFF_HEADER_BYTES).equals("VP8X");
        byte[] extended = isExtended ? file.clone() : insert(file, RIFF_HEADER_BYTES, extendedHeader(picture));
        extended[FLAGS_AT] |= HAS_XMP;
        int padding = xmp.length % 2;
        ByteBuffer marked = ByteBuffer.allocate(extended.length + CHUNK_HEADER_BYTES + xmp.length + padding)
                .order(ByteOrder.LITTLE_ENDIAN).put(extended).put("XMP ".getBytes(ISO_8859_1)).putInt(xmp.length)
                .put(xmp);
        return marked.putInt(4, marked.capacity() - CHUNK_HEADER_BYTES).array();
    }

    private static byte[] extendedHeader(Picture picture) {
        FileBytes bytes = new FileBytes(picture.bytes(), ByteOrder.LITTLE_ENDIAN);
        int body = RIFF_HEADER_BYTES + CHUNK_HEADER_BYTES;
        // In a lossless picture bit 28 after the signature byte says whether alpha is used.
        boolean hasAlpha = bytes.name(RIFF_HEADER_BYTES).equals("VP8L") && (bytes.u32(body + 1) >> 28 & 1) == 1;
        return ByteBuffer.allocate(CHUNK_HEADER_BYTES + 10).order(ByteOrder.LITTLE_ENDIAN)
                .put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(hasAlpha ? HAS_ALPHA : 0)
                .put(canvasSide(picture.width())).put(canvasSide(picture.height())).array();
    }

    /** One less than the pixels, in three bytes. The sides of a simple file have 14 bits. */
    private static byte[] canvasSide(int pixels) {
        return new byte[]{(byte) (pixels - 1), (byte) (pixels - 1 >> 8), 0};
    }

    private static byte[] insert(byte[] file, int at, byte[] part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length + part.length);
        bytes.write(file, 0, at);
        bytes.writeBytes(part);
        bytes.write(file, at, file.length - at);
        return bytes.toByteArray();
    }
}
