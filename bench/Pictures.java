import app.nero.picture.Picture;
import app.nero.picture.SomePictures;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Checks each file many times. Prints the first and the median time, and the heap that one check allocates in addition to the
 * file, which is an upper bound of what it uses at once.
 */
class Pictures {

    private static final int ROUNDS = 51;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    public static void main(String[] args) {
        Pictures pictures = new Pictures();
        System.out.println("| file | MB | result | first, ms | median, ms | allocated, MB |");
        System.out.println("|---|---|---|---|---|---|");
        pictures.measure("bomb, 30,000 × 30,000 pixels", SomePictures.bomb());
        byte[] jpeg = SomePictures.jpeg(5000, 4000, 1);
        pictures.measure("JPEG, nothing to remove", jpeg);
        pictures.measure("JPEG with GPS data", SomePictures.withGps(jpeg, 6));
        pictures.measure("progressive JPEG with GPS data",
                SomePictures.withGps(SomePictures.progressiveJpeg(5000, 4000, 1), 6));
        byte[] png = SomePictures.png(1600, 1600, 1);
        pictures.measure("PNG, nothing to remove", png);
        pictures.measure("PNG with GPS data", SomePictures.withGps(png, 6));
        pictures.measure("WebP with GPS data", SomePictures.withGps(SomePictures.webp(1600, 1600, 1), 6));
        pictures.measure("JPEG with a million comments", comments());
    }

    private void measure(String name, byte[] file) {
        double[] millis = new double[ROUNDS];
        long allocated = 0;
        String result = "";
        for (int i = 0; i < ROUNDS; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            Picture.Reading reading = Picture.read(file);
            millis[i] = (System.nanoTime() - began) / 1e6;
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
            result = reading.getClass().getSimpleName();
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf("| %s | %.2f | %s | %.2f | %.3f | %.2f |%n", name, file.length / 1e6, result, first,
                millis[ROUNDS / 2], allocated / 1e6);
    }

    /** The file with the most parts to keep: comments to remove alternate with the shortest segments that stay. */
    private static byte[] comments() {
        byte[] jpeg = SomePictures.jpeg(16, 16, 1);
        byte[] commentAndInterval = {(byte) 0xff, (byte) 0xfe, 0, 2, (byte) 0xff, (byte) 0xdd, 0, 4, 0, 0};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Picture.MAX_BYTES);
        bytes.write(jpeg, 0, 2);
        while (bytes.size() + commentAndInterval.length + jpeg.length < Picture.MAX_BYTES) {
            bytes.writeBytes(commentAndInterval);
        }
        bytes.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }
}
