package io.guarded.it.faults;

/** Is a process that takes one lock, says so, and holds it until it is killed, or until its input ends. */
final class HolderMain {

    static final String HOLDS = "HOLDS";

    private HolderMain() {}

    /** The arguments: whose lock it is, Redis' address, the lock's name. */
    public static void main(String[] arguments) throws Exception {
        Side.valueOf(arguments[0]).at(arguments[1]).hold(arguments[2]);
        WorkerMain.print(HOLDS);
        var unused = System.in.readAllBytes();
        System.exit(0);
    }
}
