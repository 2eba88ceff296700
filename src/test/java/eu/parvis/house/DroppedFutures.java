package eu.parvis.house;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds dropped Vert.x {@link Future}s in byte code, whose failures would be lost; compiler checks do not see them. A
 * future is dropped if a call leaves it on the stack and it is popped, or if a method reference that returns one is
 * used where no result is expected.
 */
final class DroppedFutures {

    /** Methods that end a chain by handling the failure. */
    private static final Set<String> ENDS = Set.of("onComplete", "onFailure");

    /** Their only failure is that the visitor closed the connection, which needs no handling. */
    private static final Set<String> ANSWERS = Set.of(
            "io/vertx/core/http/HttpServerResponse",
            "io/vertx/ext/web/RoutingContext",
            "io/vertx/core/http/HttpConnection");

    private final Path classes;
    private final List<String> found = new ArrayList<>();

    private DroppedFutures(Path classes) {
        this.classes = classes;
    }

    /** The dropped futures in a folder of class files: class, method and line, in the order of the files. */
    static List<String> in(Path classes) {
        var search = new DroppedFutures(classes);
        search.readAll();
        return List.copyOf(search.found);
    }

    private void readAll() {
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class")).sorted().forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path file) {
        try {
            var type = new ClassNode();
            new ClassReader(Files.readAllBytes(file)).accept(type, 0);
            type.methods.forEach(method -> read(type, method));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(ClassNode type, MethodNode method) {
        for (var instruction : method.instructions) {
            var dropped = (instruction instanceof MethodInsnNode call && isPopped(call) && !isEnd(call))
                    || (instruction instanceof InvokeDynamicInsnNode lambda && isIgnoringReference(lambda));
            if (dropped) {
                found.add(type.name.replace('/', '.') + "." + method.name + " line " + line(instruction));
            }
        }
    }

    private static boolean isPopped(MethodInsnNode call) {
        return isFuture(Type.getReturnType(call.desc)) && next(call).getOpcode() == Opcodes.POP;
    }

    private static boolean isEnd(MethodInsnNode call) {
        return ANSWERS.contains(call.owner) || (ENDS.contains(call.name) && isFuture(Type.getObjectType(call.owner)));
    }

    /**
     * A method reference calls its method directly; a lambda calls a method of this class, which is analysed itself.
     */
    private static boolean isIgnoringReference(InvokeDynamicInsnNode lambda) {
        return target(lambda)
                .filter(target -> !target.getName().startsWith("lambda$"))
                .filter(target -> !ANSWERS.contains(target.getOwner()))
                .filter(target -> isFuture(Type.getReturnType(target.getDesc())))
                .map(target -> ((Type) lambda.bsmArgs[0]).getReturnType().equals(Type.VOID_TYPE))
                .orElse(false);
    }

    private static Optional<Handle> target(InvokeDynamicInsnNode lambda) {
        return lambda.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                ? Optional.of((Handle) lambda.bsmArgs[1])
                : Optional.empty();
    }

    /** Sub-types too, such as CompositeFuture. */
    private static boolean isFuture(Type type) {
        if (type.getSort() != Type.OBJECT || !type.getClassName().startsWith("io.vertx.")) {
            return false;
        }
        try {
            return Future.class.isAssignableFrom(
                    Class.forName(type.getClassName(), false, DroppedFutures.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static AbstractInsnNode next(AbstractInsnNode instruction) {
        var next = instruction.getNext();
        while (next.getOpcode() < 0) {
            next = next.getNext();
        }
        return next;
    }

    private static int line(AbstractInsnNode instruction) {
        for (var node = instruction; node != null; node = node.getPrevious()) {
            if (node instanceof LineNumberNode number) {
                return number.line;
            }
        }
        return 0;
    }
}
