package app.nero.local.demo;

import java.awt.Color;
import java.util.List;

/**
 * Colours that go together.
 *
 * @param light of a sun, a moon or a lamp
 * @param far of what is seen through the air
 * @param near of what stands in front, dark
 */
record Palette(Color top, Color middle, Color bottom, Color light, Color far, Color near, Color first, Color second) {

    private static final List<Palette> ALL = List.of(
            of(0x2b2d6e, 0xa45c8f, 0xf7b58c, 0xffe6b8, 0x7b5a93, 0x1f1b3b, 0xef6a6a, 0xffd27a), // dawn
            of(0x0d2b45, 0x3c6e8f, 0xf2c9a1, 0xfff1d0, 0x4d7a91, 0x0b1c2c, 0xff8f6b, 0x9bd1c8), // dusk over the sea
            of(0x7a2e3a, 0xd9683f, 0xffd08a, 0xfff3c4, 0xa8503f, 0x2b1320, 0xffb03b, 0x5b8f95), // gold
            of(0x7cc7bd, 0xbfe5da, 0xfdf3dc, 0xffffff, 0x7fb3a8, 0x24504d, 0xf08a5d, 0xb83b5e), // mint
            of(0x050a24, 0x14245e, 0x3a3f8f, 0xf5f0d8, 0x1b2a5e, 0x04081a, 0x7fd1ff, 0xf7a8d8), // night
            of(0x1b0f3b, 0x5b2a86, 0xe07a9a, 0xffe3f1, 0x512b73, 0x120a26, 0x66e0d0, 0xffcf5c), // violet
            of(0x103a35, 0x3f7f5f, 0xdfe8b6, 0xfff7cf, 0x3c7059, 0x0a211d, 0xe8b04a, 0xc9513b), // forest
            of(0xf0aeb4, 0xf8d5c8, 0xfff3e4, 0xffffff, 0xd08f9d, 0x5a3d5c, 0x3b6978, 0xef8d5b), // blush
            of(0xc98b5b, 0xe8c08f, 0xfbe9c8, 0xfffbe8, 0xb37a4c, 0x4b2e2a, 0x2a7f8e, 0xb23a48), // sand
            of(0x2c5d8a, 0x7fb7d6, 0xeaf6fb, 0xffffff, 0x7ea6c4, 0x16334f, 0xff9f80, 0x3fbf9f), // ice
            of(0x1a0a1f, 0x7a1236, 0xf0533a, 0xffd9a0, 0x5a1433, 0x12060f, 0xffb347, 0x2ec4b6), // ember
            of(0x08204a, 0x1f5fa8, 0x7fd6d2, 0xfdf0c4, 0x17497f, 0x051530, 0xe3b04b, 0xd8514c)); // tile

    /** A palette for each number; neighbours differ. */
    static Palette of(int number) {
        return ALL.get(Math.floorMod(number * 5, ALL.size()));
    }

    private static Palette of(int... colours) {
        return new Palette(new Color(colours[0]), new Color(colours[1]), new Color(colours[2]), new Color(colours[3]),
                new Color(colours[4]), new Color(colours[5]), new Color(colours[6]), new Color(colours[7]));
    }
}
