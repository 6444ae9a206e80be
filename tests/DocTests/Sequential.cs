// The console, the current culture and the pages (when outputs are accepted) are shared by all tests.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
