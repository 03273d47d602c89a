package dev.henderson.kernel.jshell.execution;

import dev.henderson.kernel.session.ExitRefusal;
import dev.henderson.kernel.session.StopSignal;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts {@link StopSignal#check} at the entry of each method and before each backward jump, so that
 * an endless loop of a cell can be stopped, and {@link ExitRefusal} in the place of what would end
 * the JVM. The one takes and leaves nothing on the operand stack, the other what the replaced call
 * takes, so frames and stack sizes stay as the compiler wrote them.
 */
final class LoopWeaver {
  private static final String SIGNAL = "dev/henderson/kernel/session/StopSignal";
  private static final String REFUSAL = "dev/henderson/kernel/session/ExitRefusal";

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

    /** A thread that waits for a lock is reported at the next instruction; one of this line. */
    @Override
    public void visitInsn(int opcode) {
      super.visitInsn(opcode);
      if (opcode == Opcodes.MONITORENTER) {
        super.visitInsn(Opcodes.NOP);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      if (endsTheJvm(owner, name)) {
        String taken = taken(owner, descriptor);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, REFUSAL, name, taken, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
      }
    }

    /** A method reference: {@code System::exit}. */
    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] turned = arguments.clone();
      for (int i = 0; i < turned.length; i++) {
        if (turned[i] instanceof Handle h && endsTheJvm(h.getOwner(), h.getName())) {
          String taken = taken(h.getOwner(), h.getDesc());
          turned[i] = new Handle(Opcodes.H_INVOKESTATIC, REFUSAL, h.getName(), taken, false);
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, turned);
    }

    private static boolean endsTheJvm(String owner, String name) {
      return owner.equals("java/lang/System") && name.equals("exit")
          || owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt"));
    }

    /** What a static method in the place of another takes: the receiver first, if there was one. */
    private static String taken(String owner, String descriptor) {
      return owner.equals("java/lang/System") ? descriptor : "(L" + owner + ";I)V";
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
