package app.nero.tests.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticeTest {

    private static final Path ROOT = Path.of("..");

    private String notice;

    @BeforeEach
    void readNotice() throws IOException {
        notice = Files.readString(ROOT.resolve("NOTICE"));
    }

    @Test
    void namesEveryJavaLibraryOfTheLocalServer() throws IOException {
        List<String> libraries;
        try (Stream<Path> files = Files.list(ROOT.resolve("local/target/lib"))) {
            libraries = files.map(file -> file.getFileName().toString().replaceFirst("-[0-9][^/]*\\.jar$", ""))
                    .filter(name -> !isOwnModule(name)).toList();
        }

        assertFalse(libraries.isEmpty());
        assertEquals(List.of(), libraries.stream().filter(name -> !isNamed(name)).toList());
    }

    @Test
    void namesEveryDependencyOfTheWebApp() throws IOException {
        List<String> packages = new ObjectMapper().readTree(ROOT.resolve("web/package.json").toFile())
                .get("dependencies").propertyStream().map(dependency -> dependency.getKey()).toList();

        assertFalse(packages.isEmpty());
        assertEquals(List.of(), packages.stream().filter(name -> !isNamed(name)).toList());
    }

    private static boolean isOwnModule(String name) {
        return name.startsWith("nero-") || Files.exists(ROOT.resolve("functions").resolve(name));
    }

    /** A library is named by its artifact, or by the first words of it: "spring" stands for spring-core. */
    private boolean isNamed(String name) {
        for (String prefix = name; !prefix.isEmpty(); prefix = prefix.substring(0,
                Math.max(0, prefix.lastIndexOf('-')))) {
            if (Pattern.compile("(?m)^\\|(.*[ ,])?" + Pattern.quote(prefix) + "[ ,].*\\|.*\\|").matcher(notice)
                    .find()) {
                return true;
            }
        }
        return false;
    }
}
