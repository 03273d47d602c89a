package dev.henderson.kernel.jshell;

import dev.henderson.kernel.session.StopSignal;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts {@link StopSignal#check} at the entry of each method and before each backward jump, so that
 * an endless loop of a cell can be stopped. The call takes and leaves nothing on the operand stack,
 * so frames and stack sizes stay as the compiler wrote them.
 */
final class LoopWeaver {
  private static final String SIGNAL = "dev/henderson/kernel/session/StopSignal";

  private LoopWeaver() {}

  /** The class with checks, or as it was if it is of a class-file version ASM does not know. */
  static byte[] weave(byte[] bytecode) {
    ClassReader reader;
    try {
      reader = new ClassReader(bytecode);
    } catch (IllegalArgumentException tooNew) {
      return bytecode;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new Checks(out, !name.startsWith("<"));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Checks extends MethodVisitor {
    private final Set<Label> seen = new HashSet<>();
    private final boolean atEntry;

    Checks(MethodVisitor out, boolean atEntry) {
      super(Opcodes.ASM9, out);
      this.atEntry = atEntry;
    }

    private void check() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, SIGNAL, "check", "()V", false);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (atEntry) {
        check();
      }
    }

    @Override
    public void visitLabel(Label label) {
      seen.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (seen.contains(label)) {
        check();
      }
      super.visitJumpInsn(opcode, label);
    }
  }
}
