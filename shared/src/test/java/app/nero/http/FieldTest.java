package app.nero.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Localized;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldTest {

    private final Field<String> name = Field.text("name",
            text -> Optional.of(text).filter(it -> !it.isEmpty()),
            "must not be empty");
    private final Field<Long> size = Field.whole("size", -9, 9).except(0L, "must not be 0");
    private final Field<String> sizedName = Field.group(values -> values.get(name) + values.get(size), size,
            name);

    @Test
    void readsAGroupAsOneValue() {
        assertEquals("a-3", Fields.parse("{\"name\":\"a\",\"size\":-3}").read(sizedName).get(sizedName));
    }

    @Test
    void readsAnOptionalGroupIfItsFirstMemberIsPresent() {
        Field<Optional<String>> optional = sizedName.optional();

        assertEquals(Optional.empty(), Fields.parse("{}").read(optional).get(optional));
        assertEquals(List.of("name is not a known field"), errors("{\"name\":\"a\"}", optional));
        assertEquals(List.of("name is required"), errors("{\"size\":1}", optional));
    }

    @Test
    void reportsEachInvalidMemberOfAGroup() {
        assertEquals(List.of("size must not be 0", "name must not be empty", "other is not a known field"),
                errors("{\"other\":1,\"name\":\"\",\"size\":0}", sizedName));
        assertEquals(
                List.of("size must be a whole number from -9 to 9", "size must not be 0", "name must be a string"),
                errors("{\"name\":1,\"size\":1.5}", sizedName));
    }

    @Test
    void reportsErrorsInNestedObjectsByPath() {
        Field<List<String>> things = Field.objects("things", 1, 2, Field.object("inner", sizedName));

        assertEquals(List.of("things[0].inner must be an object",
                "things[1].inner.size must be a whole number from -9 to 9", "things[1].inner.size must not be 0",
                "things[1].inner.other is not a known field", "things[1].more is not a known field",
                "name is required"),
                errors("{\"things\":[{\"inner\":1},{\"inner\":{\"name\":\"a\",\"size\":10,\"other\":1},\"more\":1}]}",
                        things, name));
        assertEquals(List.of("things must be an array of 1 to 2 objects"), errors("{\"things\":[1]}", things));
        assertEquals(List.of("a1"),
                Fields.parse("{\"things\":[{\"inner\":{\"name\":\"a\",\"size\":1}}]}").read(things).get(things));
    }

    @Test
    void reportsTheFirstInvalidStringOfAnArray() {
        Field<List<String>> texts = Field.texts("texts", 3, text -> Optional.of(text).filter("a"::equals), "must be a");

        assertEquals(List.of("texts[1] must be a"), errors("{\"texts\":[\"a\",\"b\",1]}", texts));
        assertEquals(List.of("texts must be an array of at most 3 strings"),
                errors("{\"texts\":[\"a\",\"a\",\"a\",\"a\"]}", texts));
    }

    /** JSON can contain them, but UTF-8 cannot. */
    @Test
    void refusesUnpairedSurrogates() {
        for (String unpaired : List.of("\\ud800", "\\udfff")) {
            Problem problem = assertThrows(Problem.class, () -> Fields.parse("{\"name\":\"" + unpaired + "\"}"));
            assertEquals("must not contain unpaired surrogates", problem.errors().getFirst().message());
        }
    }

    @Test
    void readsTextsInTheirOrder() {
        Field<List<String>> texts = Field.texts("texts", 2, Optional::of, "");

        assertEquals(List.of("a", "b"), Fields.parse("{\"texts\":[\"a\",\"b\"]}").read(texts).get(texts));
        assertEquals(List.of(), Fields.parse("{\"texts\":[]}").read(texts).get(texts));
    }

    @Test
    void readsATextInOneOrTwoLanguages() {
        Field<Localized<String>> text = Field.localized("text", word -> Optional.of(word).filter("a"::equals),
                "must be a");
        Field<List<Localized<String>>> texts = Field.allLocalized("texts", 2, Optional::of, "");

        assertEquals(new Localized<>(Optional.of("a"), Optional.of("a")),
                Fields.parse("{\"text\":{\"en\":\"a\",\"fa\":\"a\"}}").read(text).get(text));
        assertEquals(new Localized<>(Optional.of("a"), Optional.empty()),
                Fields.parse("{\"text\":{\"en\":\"a\",\"fa\":null}}").read(text).get(text));
        assertEquals(new Localized<>(Optional.empty(), Optional.of("a")),
                Fields.parse("{\"text\":{\"fa\":\"a\"}}").read(text).get(text));
        assertEquals(List.of("text.en is required without fa"), errors("{\"text\":{\"fa\":null}}", text));
        assertEquals(List.of("text.fa must be a"), errors("{\"text\":{\"fa\":\"b\"}}", text));
        assertEquals(List.of(new Localized<>(Optional.empty(), Optional.of("x"))),
                Fields.parse("{\"texts\":[{\"fa\":\"x\"}]}").read(texts).get(texts));
        assertEquals(List.of("texts must be an array of 0 to 2 objects"), errors("{\"texts\":[{},{},{}]}", texts));
    }

    @Test
    void readsFlags() {
        Field<Boolean> flag = Field.flag("flag");
        Field<Optional<Boolean>> optional = flag.optional();
        Field<Boolean> orFalse = flag.orElse(false);

        assertEquals(List.of("flag must be true or false"), errors("{}", flag));
        assertEquals(false, Fields.none().read(orFalse).get(orFalse));
        assertEquals(Optional.empty(), Fields.none().read(optional).get(optional));
        assertEquals(Optional.of(true), Fields.parse("{\"flag\":true}").read(optional).get(optional));
        assertEquals(false, Fields.parse("{\"flag\":false}").read(flag).get(flag));
        assertEquals(List.of("flag must be true or false"), errors("{\"flag\":null}", optional));
    }

    @Test
    void readsNumbersWithAndWithoutAFraction() {
        Field<Double> number = Field.number("number", 0, 1);

        for (String valid : List.of("0", "1", "0.25", "2.5e-1", "1.0")) {
            assertEquals(Double.parseDouble(valid),
                    Fields.parse("{\"number\":" + valid + "}").read(number).get(number));
        }
        for (String invalid : List.of("-0.1", "1.01", "2", "1e400", "null", "\"0.5\"", "true")) {
            assertEquals(List.of("number must be a number from 0 to 1"),
                    errors("{\"number\":" + invalid + "}", number));
        }
    }

    @Test
    void refusesTwoParametersThatExcludeEachOther() {
        Field<Optional<String>> cursor = Field.text("cursor", Optional::of, "").optional();
        Field<Integer> offset = Field.digits("offset", 0, 9).orElse(0).without("cursor",
                "cannot be combined with cursor");

        assertEquals(0, Fields.ofQuery(Map.of("cursor", List.of("c"))).read(cursor, offset).get(offset));
        assertEquals(5, Fields.ofQuery(Map.of("offset", List.of("5"))).read(cursor, offset).get(offset));
        assertEquals(List.of("offset cannot be combined with cursor"),
                errors(Fields.ofQuery(Map.of("cursor", List.of("c"), "offset", List.of("5"))), cursor, offset));
        assertEquals(List.of("offset must be given only once", "offset cannot be combined with cursor"),
                errors(Fields.ofQuery(Map.of("cursor", List.of("c"), "offset", List.of("5", "5"))), cursor, offset));
        assertEquals(List.of("cursor must be given only once"),
                errors(Fields.ofQuery(Map.of("cursor", List.of("c", "c"), "offset", List.of("5"))), cursor, offset));
    }

    @Test
    void returnsNoValueOfAFieldThatWasNotRead() {
        Values values = Fields.none().read();

        assertTrue(assertThrows(IllegalArgumentException.class, () -> values.get(name)).getMessage().contains("read"));
    }

    private static List<String> errors(String json, Field<?>... fields) {
        return errors(Fields.parse(json), fields);
    }

    private static List<String> errors(Fields source, Field<?>... fields) {
        return assertThrows(Problem.class, () -> source.read(fields)).errors().stream()
                .map(error -> error.field() + " " + error.message()).toList();
    }
}
