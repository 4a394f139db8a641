import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.SourceRole;
import app.nero.kernel.Id;
import app.nero.studio.ModelFile;
import app.nero.studio.StudioEngine;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Makes images with one kind of style and one size. Prints a row of the table of bench/studio. */
class Studio {

    public static void main(String[] args) throws Exception {
        String kind = args[0];
        int side = Integer.parseInt(args[1]);
        int jobs = Integer.parseInt(args[2]);
        int rounds = Integer.parseInt(args[3]);
        StudioEngine engine = new StudioEngine(ModelFile.of(System.getenv()), (_, _) -> Optional.empty());
        EngineJob job = job(kind, side);
        long before = memory("VmRSS");
        double[] seconds = new double[rounds];
        try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
            for (int i = 0; i < rounds; i++) {
                long began = System.nanoTime();
                List<Future<EngineOutcome>> running = new ArrayList<>();
                IntStream.range(0, jobs).forEach(_ -> running.add(threads.submit(() -> engine.run(job, _ -> {}))));
                for (Future<EngineOutcome> each : running) {
                    if (!(each.get() instanceof EngineOutcome.Image)) {
                        throw new IllegalStateException("no image: " + each.get());
                    }
                }
                seconds[i] = (System.nanoTime() - began) / 1e9;
            }
        }
        double first = seconds[0];
        Arrays.sort(seconds);
        System.out.printf("| %s, %,d | %d | %d | %.2f | %.2f | %d | %d |%n", kind, side,
                Runtime.getRuntime().availableProcessors(), jobs, first, seconds[rounds / 2], memory("VmHWM"), before);
        System.exit(0);
    }

    /** A job whose photo and result have this many pixels on each side. */
    private static EngineJob job(String kind, int side) throws IOException {
        List<EngineImage> images = new ArrayList<>(List.of(new EngineImage(photo(side, 1), SourceRole.SUBJECT)));
        if (kind.equals("template")) {
            images.add(new EngineImage(photo(1024, 2), SourceRole.STYLE));
        }
        String prompt = switch (kind) {
            case "painting" -> "golden afternoon";
            case "filter" -> "watercolour";
            default -> "";
        };
        ImageSize size = side > 1024 ? ImageSize.SIZE_2K : ImageSize.SIZE_1K;
        return new EngineJob(Id.random(new SecureRandom(), Instant.now()), GenerationType.GENERATE, prompt, "", images,
                Optional.empty(), new ImageOptions(Optional.empty(), size, Optional.empty(), 1, 0.8, true,
                        EngineTier.STANDARD, 1));
    }

    /** A JPEG with gradients and shapes. */
    private static byte[] photo(int side, int seed) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, side, side, Color.BLUE));
        graphics.fillRect(0, 0, side, side);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(side), random.nextInt(side), side / 16, side / 20);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }

    /** A figure of the process in MB, from the kernel. */
    private static long memory(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000).findFirst().orElseThrow();
    }
}
