package eu.parvis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads CPU time in seconds from the kernel (proc(5)). */
final class Cpu {

    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private Cpu() {}

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** CPU time of running processes; an ended process counts as zero. */
    static double of(LongStream pids) {
        return pids.map(Cpu::ticks).sum() / TICKS_PER_SECOND;
    }

    /**
     * CPU time of the whole machine without interrupts. Interrupts of the loopback interface are part of the measured
     * traffic, but belong to no process.
     */
    static double ofMachine() {
        var cpu = read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split("\\s+", -1);
        // user nice system idle iowait irq softirq steal
        return Stream.of(cpu[1], cpu[2], cpu[3], cpu[8])
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_PER_SECOND;
    }

    /** CPU time of the compiler threads of these JVMs. */
    static double ofCompilers(LongStream pids) {
        return pids.mapToObj(Cpu::threads)
                        .flatMap(List::stream)
                        .filter(Cpu::compiles)
                        .mapToLong(Cpu::ticks)
                        .sum()
                / TICKS_PER_SECOND;
    }

    private static List<Path> threads(long pid) {
        try (var threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean compiles(Path thread) {
        return read(thread.resolve("comm")).contains("CompilerThre");
    }

    private static long ticks(long pid) {
        return ticks(Path.of("/proc", String.valueOf(pid)));
    }

    private static long ticks(Path processOrThread) {
        var stat = read(processOrThread.resolve("stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        // the name in parentheses may hold spaces; utime and stime are the 12th and 13th field after it
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (e.getMessage().contains("No such process")) {
                return "";
            }
            throw new UncheckedIOException(e);
        }
    }
}
