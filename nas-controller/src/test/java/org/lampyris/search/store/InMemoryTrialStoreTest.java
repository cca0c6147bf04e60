package org.lampyris.search.store;

class InMemoryTrialStoreTest extends TrialStoreContract {
    @Override
    protected TrialStore create() {
        return new InMemoryTrialStore();
    }
}
