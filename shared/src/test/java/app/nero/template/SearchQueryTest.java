package app.nero.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {

    @ParameterizedTest
    @CsvSource({"CAFÉ, cafe", "Straße, STRASSE", "ΟΔΟΣ, οδος", "İstanbul, istanbul", "ﬁne, fine", "Ｎｅｏｎ, neon",
            "كتاب, کتاب", "علي, علی", "على, علی", "مدرسة, مدرسه", "خانۀ, خانه", "أحمد, احمد", "إيران, ایران",
            "آسمان, اسمان", "مُحَمَّد, محمد", "کـــتاب, کتاب", "۱۴۰۳, 1403", "١٤٠٣, 1403", "مسئول, مسیول",
            "x², x2", "ﻻ, لا", "naïve\u200f, naive", "don’t, dont", "e\u2010mail, email"})
    void matchesDifferentSpellingsOfAWord(String one, String other) {
        assertTrue(finds(one, other), one);
        assertTrue(finds(other, one), other);
    }

    @Test
    void tellsQueriesApartByTheirWords() {
        String signature = query("Old Café").signature();

        assertEquals(signature, query(" old, CAFE ").signature());
        assertNotEquals(signature, query("old").signature());
        assertNotEquals(signature, query("old towns").signature());
    }

    @Test
    void findsNoEmptyPartsBetweenJoiners() {
        assertEquals(Set.of("wellknown", "well", "known"), SearchText.tokens(Stream.of("-well--known-")));
    }

    private static SearchQuery query(String typed) {
        return SearchQuery.parse(typed).orElseThrow();
    }

    @Test
    void findsAWordWithAndWithoutItsNonJoiner() {
        String nonJoined = "نیم\u200cفاصله";

        for (String typed : List.of(nonJoined, "نیمفاصله", "نیم فاصله", "فاصله", "نیم\u200cفا", "نیمفا", "نیم\u200c")) {
            assertTrue(finds(typed, nonJoined), typed);
        }
        assertTrue(finds(nonJoined, "نیم فاصله"));
        assertTrue(finds(nonJoined, "نیمفاصله"));
        assertFalse(finds(nonJoined, "نیم"));
    }

    @Test
    void requiresEveryWordAsAPrefix() {
        assertTrue(finds("ra red", "A red fox in the rain"));
        assertFalse(finds("ra blue", "A red fox in the rain"));
        assertFalse(finds("ain", "A red fox in the rain"));
        assertFalse(finds("rains", "A red fox in the rain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".*", "$where", "(a+)+$", "^a", "a|b", "\\", "{}", "[a]", "*", "...", "\u200c",
            "🙂", "a\u0000$", "<b>"})
    void findsNothingForOperatorsOrWithoutWords(String typed) {
        assertEquals(List.of(), SearchQuery.parse(typed).orElseThrow().words());
        assertFalse(finds(typed, "a b where"));
    }

    @Test
    void acceptsUpTo200Characters() {
        assertTrue(SearchQuery.parse("🙂".repeat(200)).isPresent());
        assertTrue(SearchQuery.parse("a".repeat(201)).isEmpty());
    }

    @Test
    void usesTheFirst32Words() {
        String many = IntStream.range(10, 50).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));

        assertEquals(32, SearchQuery.parse(many).orElseThrow().words().size());
        assertTrue(finds(many, many.substring(0, 32 * 4)));
        assertFalse(finds(many, many.substring(0, 31 * 4)));
    }

    @Test
    void countsThePartsOfAWord() {
        String joined = "a-".repeat(99) + "b";

        List<SearchWord> words = SearchQuery.parse(joined).orElseThrow().words();

        assertEquals(List.of(new SearchWord("a".repeat(32), Collections.nCopies(32, "a"))), words);
        assertTrue(finds(joined, joined));
    }

    @Test
    void hasTheSameSignatureForEquivalentInputs() {
        assertEquals(signature("Café  NEON"), signature("cafe neon "));
        assertFalse(signature("cafe neon").equals(signature("cafeneon")));
        assertFalse(signature("cafe-neon").equals(signature("cafe neon")));
    }

    private static boolean finds(String typed, String text) {
        return SearchQuery.parse(typed).orElseThrow().matches(List.copyOf(SearchText.tokens(Stream.of(text))));
    }

    private static String signature(String typed) {
        return SearchQuery.parse(typed).orElseThrow().signature();
    }
}
