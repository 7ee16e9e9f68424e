package io.guarded.cdi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A name with its placeholders compiled: literal texts around one placeholder each. */
record Template(List<Piece> pieces, String tail) {

    /** Literal text and the placeholder after it. */
    record Piece(String before, Placeholder placeholder) {}

    Template {
        pieces = List.copyOf(pieces);
    }

    boolean isLiteral() {
        return pieces.isEmpty();
    }

    String name(@Nullable Object[] parameters) {
        StringBuilder name = new StringBuilder();
        for (Piece piece : pieces) {
            name.append(piece.before).append(piece.placeholder.value(parameters));
        }
        return name.append(tail).toString();
    }
}
