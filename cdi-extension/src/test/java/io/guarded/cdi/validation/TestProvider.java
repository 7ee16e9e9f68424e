package io.guarded.cdi.validation;

import io.guarded.cdi.MemoryProvider;

class TestProvider extends MemoryProvider {

    static final String TYPE = "test";

    @Override
    public String type() {
        return TYPE;
    }
}
