package dev.tacenda.benchmarks.training;

import com.fasterxml.jackson.core.*;
import dev.tacenda.mask.internal.assignment.*;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.zip.GZIPOutputStream;

/**
 * Learns the weights of the assignment model from the unpacked development corpora, and prints what
 * they are worth on repositories that were not learnt from (five folds by repository). See MODEL.md
 * in masking-core. Run as a single source file:
 *
 * <p>java -Xmx6g -cp CLASSES:JACKSON-CORE:JSPECIFY TrainAssignmentModel.java CORPORA 1e-3 6
 * MODEL-FILE
 */
public final class TrainAssignmentModel {
  static final Set<String> SOFT =
      Set.of(
          "UUID", "Nonce", "Salt", "AWS S3 Bucket", "Firebase Domain", "Tencent WeChat API App ID");

  static final class Label {
    int start, end, ls, le;
    char truth;
    boolean soft;
    String repo;
    boolean line;
    boolean hit;
    double best = -99;
    List<int[]> secret = new ArrayList<>();
    String cat;
  }

  static final class S {
    String group;
    int[] f;
    boolean y;
    float w;
    double score;
    Label label;
    String text;
    int kind;
    boolean aug;
  }

  static Features features;
  static LetterModel letters;
  static List<S> samples = new ArrayList<>();
  static List<Label> labels = new ArrayList<>();

  static Map<String, Object> json(String l) throws IOException {
    try (JsonParser p = new JsonFactory().createParser(l)) {
      p.nextToken();
      return (Map<String, Object>) val(p);
    }
  }

  static Object val(JsonParser p) throws IOException {
    switch (p.currentToken()) {
      case START_OBJECT:
        {
          Map<String, Object> m = new LinkedHashMap<>();
          while (p.nextToken() != JsonToken.END_OBJECT) {
            String k = p.currentName();
            p.nextToken();
            m.put(k, val(p));
          }
          return m;
        }
      case START_ARRAY:
        {
          List<Object> a = new ArrayList<>();
          while (p.nextToken() != JsonToken.END_ARRAY) a.add(val(p));
          return a;
        }
      case VALUE_STRING:
        return p.getText();
      case VALUE_NUMBER_INT:
        return p.getLongValue();
      case VALUE_NUMBER_FLOAT:
        return p.getDoubleValue();
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      default:
        return null;
    }
  }

  static int i(Object o) {
    return ((Long) o).intValue();
  }

  interface Judge {
    void judge(Assignment a, byte[] text);
  }

  static void lines(byte[] t, Judge j) {
    Pending p = null;
    int from = 0;
    for (int i = 0; i <= t.length; i++)
      if (i == t.length || t[i] == '\n') {
        p = Assignments.find(t, from, i, p, a -> j.judge(a, t));
        from = i + 1;
      }
  }

  static int[] feats(Assignment a) {
    int[] buf = new int[128];
    int[] n = {0};
    features.of(
        a,
        (f, v) -> {
          if (n[0] < 128) buf[n[0]++] = AssignmentModel.index(f, v);
        });
    return Arrays.copyOf(buf, n[0]);
  }

  static S sample(String group, Assignment a, byte[] t, boolean y, float w) {
    S s = new S();
    s.group = group;
    s.f = feats(a);
    s.y = y;
    s.w = w;
    s.kind = 0;
    int b = a.valueStart();
    while (b > 0 && t[b - 1] != '\n' && a.valueStart() - b < 70) b--;
    s.text =
        new String(t, b, Math.min(t.length, a.valueEnd() + 6) - b, StandardCharsets.UTF_8)
                .replace('\n', '|')
            + "  =>"
            + new String(
                t,
                a.valueStart(),
                Math.min(60, a.valueEnd() - a.valueStart()),
                StandardCharsets.UTF_8);
    samples.add(s);
    return s;
  }

  static void letters(Path root) throws IOException {
    double[][] c = new double[28][28];
    for (double[] r : c) Arrays.fill(r, 2);
    try (var st = Files.walk(root)) {
      for (Path p : (Iterable<Path>) st.filter(Files::isRegularFile).sorted()::iterator) {
        if (Files.size(p) > 400_000
            || !p.toString().matches(".*\\.(java|kt|go|js|ts|py|md|yml|yaml|xml|gradle|txt|c|rb)$"))
          continue;
        byte[] b = Files.readAllBytes(p);
        for (int k = 1; k < b.length; k++)
          c[LetterModel.classOf(b[k - 1])][LetterModel.classOf(b[k])]++;
      }
    }
    byte[] tab = new byte[28 * 28];
    for (int a = 0; a < 28; a++) {
      double s = 0;
      for (int b = 0; b < 26; b++) s += c[a][b];
      for (int b = 0; b < 28; b++)
        tab[a * 28 + b] =
            (byte)
                Math.min(255, Math.round(-16 * Math.log(Math.min(1, c[a][b] / s)) / Math.log(2)));
    }
    letters = new LetterModel(tab);
    features = new Features(letters);
  }

  static void creddata(Path root) throws IOException {
    Map<String, List<Label>> byFile = new TreeMap<>();
    for (String l : Files.readAllLines(root.resolve("labels.jsonl"))) {
      var m = json(l);
      Label x = new Label();
      x.repo = (String) m.get("repo");
      x.truth = ((String) m.get("truth")).charAt(0);
      List<Object> cats = (List<Object>) m.get("category");
      x.soft = SOFT.containsAll(cats);
      x.cat = (String) cats.get(0);
      x.start = i(m.get("start_byte"));
      x.end = i(m.get("end_byte"));
      x.ls = i(m.get("line_start_byte"));
      x.le = i(m.get("line_end_byte"));
      x.line = "line".equals(m.get("span")) || x.start < 0 || x.end < 0;
      if (m.get("secret") instanceof List<?> sl)
        for (Object o : sl) {
          List<Object> r = (List<Object>) o;
          x.secret.add(new int[] {i(r.get(0)), i(r.get(1))});
        }
      byFile.computeIfAbsent((String) m.get("path"), k -> new ArrayList<>()).add(x);
      labels.add(x);
    }
    for (var e : byFile.entrySet()) {
      byte[] t = Files.readAllBytes(root.resolve("files").resolve(e.getKey()));
      List<Label> ls = e.getValue();
      lines(
          t,
          (a, tt) -> {
            Label hit = null;
            char truth = 'U';
            for (Label x : ls) {
              if (x.truth == 'T') {
                boolean o = false;
                for (int[] r : x.secret) o |= a.valueStart() < r[1] && a.valueEnd() > r[0];
                if (o) {
                  truth = 'T';
                  hit = x;
                  if (!x.soft) break;
                }
              }
            }
            if (truth != 'T')
              for (Label x : ls) {
                if (x.truth == 'T') continue;
                boolean o =
                    x.line
                        ? a.valueStart() < x.le && a.valueEnd() > x.ls
                        : a.valueStart() < x.end && a.valueEnd() > x.start;
                if (o) {
                  if (truth != 'F') {
                    truth = x.truth;
                    hit = x;
                  }
                }
              }
            if (truth == 'T') {
              S s = sample(ls.get(0).repo, a, tt, true, hit.soft ? 0f : 1f);
              s.label = hit;
              if (!hit.soft && AUG > 0) {
                augment(ls.get(0).repo, a, tt);
                template(ls.get(0).repo, a, tt, true);
                template(ls.get(0).repo, a, tt, true);
              }
            } else if (truth == 'F') {
              S s = sample(ls.get(0).repo, a, tt, false, 1f);
              s.label = hit;
              template(ls.get(0).repo, a, tt, false);
            } else if (truth == 'X') {
              S s = sample(ls.get(0).repo, a, tt, false, 0.1f);
              s.label = hit;
            } else {
              sample(ls.get(0).repo, a, tt, false, 0.25f);
              if (AR.nextInt(4) == 0) template(ls.get(0).repo, a, tt, false);
            }
          });
    }
  }

  static float AUG = Float.parseFloat(System.getProperty("aug", "0.6"));
  static List<String> words = new ArrayList<>();

  static void words(Path root) throws IOException {
    Map<String, Integer> c = new TreeMap<>();
    try (var st = Files.walk(root)) {
      for (Path p : (Iterable<Path>) st.filter(Files::isRegularFile).sorted()::iterator) {
        if (Files.size(p) > 400_000 || !p.toString().matches(".*\\.(md|txt|java|py|go|rst)$"))
          continue;
        for (String w : Files.readString(p, StandardCharsets.ISO_8859_1).split("[^A-Za-z]+"))
          if (w.matches("[a-z]{3,9}")) c.merge(w, 1, Integer::sum);
      }
    }
    c.forEach(
        (w, n) -> {
          if (n >= 8) words.add(w);
        });
    for (int k = 0; k < 40; k++)
      words.addAll(
          List.of(
              "fake",
              "dummy",
              "hunter",
              "admin",
              "root",
              "letmein",
              "qwerty",
              "dragon",
              "monkey",
              "welcome",
              "summer",
              "winter",
              "spring",
              "autumn",
              "football",
              "sunshine",
              "princess",
              "master",
              "shadow",
              "hello",
              "freedom",
              "trust",
              "love",
              "iloveyou",
              "super",
              "orange",
              "purple",
              "silver",
              "tiger",
              "charlie"));
    System.out.println("words " + words.size());
  }

  static Random AR = new Random(11);

  static void augment(String repo, Assignment a, byte[] t) {
    if (a.word() != NameWord.PASSWORD
        && a.word() != NameWord.SECRET
        && a.word() != NameWord.CREDENTIAL
        && a.word() != NameWord.AUTH) return;
    int n = a.valueEnd() - a.valueStart();
    if (n > 24 || n < 4) return;
    int b = a.valueStart();
    while (b > 0 && t[b - 1] != '\n') b--;
    int e = a.valueEnd();
    while (e < t.length && t[e] != '\n') e++;
    if (e - b > 2000) return;
    byte[] l = Arrays.copyOfRange(t, b, e);
    int vs = a.valueStart() - b, ve = a.valueEnd() - b;
    boolean ch = false;
    for (int i = vs; i < ve; ) {
      int j = i;
      while (j < ve && ((l[j] | 32) >= 'a' && (l[j] | 32) <= 'z')) j++;
      if (j - i >= 3) {
        StringBuilder w = new StringBuilder();
        while (w.length() < j - i) w.append(words.get(AR.nextInt(words.size())));
        for (int k = i; k < j; k++) {
          byte c = (byte) w.charAt(k - i);
          if (l[k] >= 'A' && l[k] <= 'Z') c -= 32;
          l[k] = c;
        }
        ch = true;
      }
      i = Math.max(j, i + 1);
    }
    if (!ch) return;
    Assignments.find(
        l,
        0,
        l.length,
        null,
        x -> {
          if (x.valueStart() == vs && x.valueEnd() == ve && x.word() == a.word())
            sample(repo, x, l, true, AUG).aug = true;
        });
  }

  static final String[] TEMPLATES = {
    "user.set@N(\"@V\");",
    "set@N(\"@V\")",
    "props.put(\"@N\", \"@V\");",
    "<@N>@V</@N>",
    "  <@N>@V</@N>",
    "<user name=\"a\" @N=\"@V\"/>",
    "<add key=\"@N\" value=\"@V\"/>",
    "  \"@N\": \"@V\",",
    "{\"@N\": \"@V\", \"n\": 1}",
    "\"{\\\"@N\\\":\\\"@V\\\",\\\"x\\\":1}\"",
    "\"{\\\"@N\\\": \\\"@V\\\"}\"",
    "@N=@V",
    "export @N=@V",
    "@N: @V",
    "  @N: @V",
    "  @N: \"@V\"",
    "- @N: '@V'",
    "tool --@N @V",
    "tool --@N=@V --x",
    "http://a.b/c?@N=@V&x=1",
    "a=b&@N=@V&c=d",
    "my @N is @V",
    "The @N is @V, do not tell.",
    "{ @N: '@V' }",
    ":@N => '@V',",
    "String @N = \"@V\";",
    "final String @N = \"@V\";",
    "if (@N == \"@V\") {",
    "@N := \"@V\"",
    "      - @N=@V",
    "+@N=@V",
    "+  @N: @V",
    "@N=\"@V\"",
    "@N '@V'",
    "{\"name\": \"@N\", \"value\": \"@V\"}",
    "- `@N`: `@V`",
    "  @N: @V   # comment",
    "# @N = @V",
    "@N = @V",
    "@N = '@V'",
    "docker run -e @N=@V -d x",
    "login user=app @N=@V ok",
    "f(user='a', @N='@V')",
    "X-@N: @V"
  };

  static void template(String repo, Assignment a, byte[] t, boolean y) {
    int n = a.valueEnd() - a.valueStart();
    if (n > 120 || n < 2) return;
    String v = new String(t, a.valueStart(), n, StandardCharsets.ISO_8859_1),
        nm = a.nameForTraining();
    nm = nm.substring(nm.lastIndexOf('.') + 1);
    if (nm.isEmpty() || v.matches("(?s).*[\"'`<\\\\\n].*")) return;
    String tp = TEMPLATES[AR.nextInt(TEMPLATES.length)];
    if (v.matches(".*[\\s&,;)}].*") && !tp.matches(".*[\"'`]@V[\"'`].*|.*>@V<.*")) return;
    if (tp.contains("set@N")) nm = Character.toUpperCase(nm.charAt(0)) + nm.substring(1);
    int at = tp.replace("@N", nm).indexOf("@V");
    byte[] l = tp.replace("@N", nm).replace("@V", v).getBytes(StandardCharsets.ISO_8859_1);
    Assignments.find(
        l,
        0,
        l.length,
        null,
        x -> {
          if (x.valueStart() == at && x.valueEnd() == at + n)
            sample(repo, x, l, y, y ? TPL : TPL / 2);
        });
  }

  // kinds of names that the labelled data hardly hold
  static final String[] RARE = {
    "session_id",
    "sessionId",
    "SESSION_COOKIE",
    "session",
    "cookie",
    "connect.session",
    "session_cookie",
    "webhook_signature",
    "signature",
    "X-Hub-Signature",
    "licenseKey",
    "license",
    "LICENSE_KEY",
    "otp_seed",
    "seed",
    "otp",
    "hmac",
    "webhook_secret",
    "WEBHOOK_KEY",
    "private",
    "encryptionKey",
    "cipher_key",
    "credential",
    "credentials",
    "userCredential",
    "auth",
    "authValue",
    "AUTH_CODE",
    "api",
    "API",
    "jwt",
    "bearer"
  };

  static String token() {
    String[] al = {
      "0123456789abcdef",
      "abcdefghijklmnopqrstuvwxyz0123456789",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    };
    String a = al[AR.nextInt(al.length)];
    int n = new int[] {20, 24, 26, 32, 36, 40, 43, 48, 64}[AR.nextInt(9)];
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < n; i++) b.append(a.charAt(AR.nextInt(a.length())));
    return b.toString();
  }

  static void rare() {
    for (int k = 0; k < 1500; k++) {
      String nm = RARE[AR.nextInt(RARE.length)];
      boolean y = AR.nextBoolean();
      String v =
          y
              ? token()
              : words.get(AR.nextInt(words.size()))
                  + (AR.nextBoolean()
                      ? ""
                      : AR.nextBoolean()
                          ? "-" + words.get(AR.nextInt(words.size()))
                          : "_" + words.get(AR.nextInt(words.size())));
      String tp = TEMPLATES[AR.nextInt(TEMPLATES.length)];
      int at = tp.replace("@N", nm).indexOf("@V");
      byte[] l = tp.replace("@N", nm).replace("@V", v).getBytes(StandardCharsets.ISO_8859_1);
      int g = k % 40;
      Assignments.find(
          l,
          0,
          l.length,
          null,
          x -> {
            if (x.valueStart() == at && x.valueEnd() == at + v.length())
              sample("rare:" + g, x, l, y, RAREW);
          });
    }
  }

  static float RAREW = Float.parseFloat(System.getProperty("rare", "0.15"));
  static float CLEANW = Float.parseFloat(System.getProperty("clean", "1"));
  static float TPL = Float.parseFloat(System.getProperty("tpl", "0.4"));

  /** Misses and false findings are third-party text: written only where asked for. */
  static OutputStream listing(String name) throws IOException {
    String dir = System.getProperty("listings");
    return dir == null
        ? OutputStream.nullOutputStream()
        : Files.newOutputStream(Path.of(dir, name));
  }

  static long cleanBytes = 0;

  static void clean(Path root) throws IOException {
    try (var st = Files.walk(root)) {
      for (Path p : (Iterable<Path>) st.filter(Files::isRegularFile).sorted()::iterator) {
        byte[] b = Files.readAllBytes(p);
        cleanBytes += b.length;
        String g = "clean:" + root.relativize(p).getName(0);
        lines(b, (a, t) -> sample(g, a, t, false, CLEANW));
      }
    }
  }

  static void examples(Path root, String name, boolean neg, float w) throws IOException {
    int n = 0;
    for (String l : Files.readAllLines(root.resolve(name + ".jsonl"))) {
      var m = json(l);
      String g = name + ":" + m.get("rule");
      byte[] t = ((String) m.get("text")).getBytes(StandardCharsets.UTF_8);
      if ("positive".equals(m.get("kind")) && m.get("secrets") != null) {
        List<byte[]> ss = new ArrayList<>();
        for (Object o : (List<Object>) m.get("secrets"))
          ss.add(((String) o).getBytes(StandardCharsets.UTF_8));
        lines(
            t,
            (a, tt) -> {
              boolean o = false;
              for (byte[] s : ss) {
                for (int k = Math.max(0, a.valueStart() - s.length + 1);
                    k < a.valueEnd() && k + s.length <= tt.length;
                    k++)
                  if (Arrays.equals(tt, k, k + s.length, s, 0, s.length)) {
                    o = true;
                    break;
                  }
              }
              if (o) sample(g, a, tt, true, w);
            });
      } else if (neg && !Boolean.TRUE.equals(m.get("contains_known_positive")))
        lines(t, (a, tt) -> sample(g, a, tt, false, 1f));
    }
  }

  static double[] fit(List<S> tr, int epochs, double l2) {
    int N = AssignmentModel.SIZE;
    double[] w = new double[N + 1], g = new double[N + 1];
    Arrays.fill(g, 1e-2);
    Random r = new Random(7);
    List<S> s = new ArrayList<>(tr);
    for (int e = 0; e < epochs; e++) {
      Collections.shuffle(s, r);
      for (S x : s) {
        if (x.w == 0) continue;
        double z = w[N];
        for (int f : x.f) z += w[f];
        double p = 1 / (1 + Math.exp(-z));
        double d = (p - (x.y ? 1 : 0)) * x.w;
        for (int f : x.f) {
          double gr = d + l2 * x.w * w[f];
          g[f] += gr * gr;
          w[f] -= 0.08 * gr / Math.sqrt(g[f]);
        }
        g[N] += d * d;
        w[N] -= 0.08 * d / Math.sqrt(g[N]);
      }
    }
    return w;
  }

  static double z(double[] w, S x) {
    double z = w[AssignmentModel.SIZE];
    for (int f : x.f) z += w[f];
    return z;
  }

  public static void main(String[] a) throws Exception {
    Path root = Path.of(a[0]);
    double l2 = a.length > 1 ? Double.parseDouble(a[1]) : 1e-3;
    int epochs = a.length > 2 ? Integer.parseInt(a[2]) : 8;
    String out = a.length > 3 ? a[3] : null;
    letters(root.resolve("clean"));
    words(root.resolve("clean"));
    creddata(root.resolve("creddata-dev"));
    int cd = samples.size();
    clean(root.resolve("clean/tree"));
    rare();
    for (String n : List.of("gitleaks", "betterleaks"))
      examples(root.resolve("examples-dev"), n, true, 0.15f);
    for (String n : List.of("kingfisher", "noseyparker", "trufflehog"))
      examples(root.resolve("examples-dev"), n, false, 0.7f);
    for (String n : List.of("credsweeper", "detect-secrets", "secretlint"))
      examples(root.resolve("examples-dev"), n, true, 0.7f);
    // repeated samples of one group count as the square root of their number
    Map<String, Integer> mult = new HashMap<>();
    for (S s : samples) mult.merge(s.group + Arrays.hashCode(s.f) + s.y, 1, Integer::sum);
    for (S s : samples) s.w /= Math.sqrt(mult.get(s.group + Arrays.hashCode(s.f) + s.y));
    Map<String, Integer> pos = new HashMap<>();
    System.out.println(
        "samples "
            + samples.size()
            + " creddata "
            + cd
            + " pos "
            + samples.stream().filter(s -> s.y).count());
    long T = labels.stream().filter(l -> l.truth == 'T' && !l.soft).count(),
        F = labels.stream().filter(l -> l.truth == 'F').count();
    // folds
    int K = 5;
    List<Thread> th = new ArrayList<>();
    for (int k = 0; k < K; k++) {
      int kk = k;
      Runnable run =
          () -> {
            List<S> tr = new ArrayList<>(), te = new ArrayList<>();
            for (S s : samples)
              (Math.floorMod(s.group.hashCode() * 31 + (s.group.hashCode() >>> 9), K) == kk
                      ? te
                      : tr)
                  .add(s);
            double[] w = fit(tr, epochs, l2);
            for (S s : te) s.score = z(w, s);
          };
      Thread t = new Thread(run);
      th.add(t);
      if (th.size() == 2) {
        for (Thread q : th) q.start();
        for (Thread q : th) q.join();
        th.clear();
      }
    }
    for (Thread q : th) q.start();
    for (Thread q : th) q.join();
    for (S s : samples) if (s.label != null && s.score > s.label.best) s.label.best = s.score;
    for (double thr : new double[] {-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3}) {
      long t = labels.stream().filter(l -> l.truth == 'T' && !l.soft && l.best > thr).count(),
          f = labels.stream().filter(l -> l.truth == 'F' && l.best > thr).count();
      long x = labels.stream().filter(l -> l.truth == 'X' && l.best > thr).count();
      long c = samples.stream().filter(s -> s.group.startsWith("clean:") && s.score > thr).count();
      long u =
          samples.stream()
              .filter(s -> s.label == null && !s.y && !s.group.contains(":") && s.score > thr)
              .count();
      Map<String, Integer> ex = new TreeMap<>();
      long ag = samples.stream().filter(s -> s.aug && s.score > thr).count(),
          agn = samples.stream().filter(s -> s.aug).count();
      System.out.printf("aug %.3f ", ag / (double) Math.max(1, agn));
      System.out.printf(
          "thr %.1f  T %.3f  F %.4f (%d) prec %.3f X %d  clean/MB %.2f unl %d%n",
          thr,
          t / (double) T,
          f / (double) F,
          f,
          t / (double) (t + f),
          x,
          c / (cleanBytes / 1e6),
          u);
    }
    long reach = labels.stream().filter(l -> l.truth == 'T' && !l.soft && l.best > -98).count();
    System.out.printf("reachable T %.3f%n", reach / (double) T);
    Map<String, int[]> cat = new TreeMap<>();
    for (Label l : labels)
      if (l.truth == 'T' && !l.soft) {
        int[] c = cat.computeIfAbsent(l.cat, q -> new int[3]);
        c[0]++;
        if (l.best > -98) c[1]++;
        if (l.best > 0) c[2]++;
      }
    cat.forEach(
        (k, v) -> {
          if (v[0] > 8)
            System.out.println("  " + k + " " + v[0] + " reach " + v[1] + " hit " + v[2]);
        });
    try (PrintWriter pw = new PrintWriter(listing("misses.txt"))) {
      samples.stream()
          .filter(s -> s.y && s.label != null && !s.label.soft && s.label.best <= 0)
          .sorted(Comparator.comparingDouble(s -> s.score))
          .forEach(s -> pw.printf("%.2f %s [%s]%n", s.score, s.text, s.group));
    }
    try (PrintWriter pw = new PrintWriter(listing("false.txt"))) {
      samples.stream()
          .filter(s -> !s.y && s.score > 0 && (s.label == null || s.label.truth == 'F'))
          .sorted(Comparator.comparingDouble(s -> -s.score))
          .forEach(
              s ->
                  pw.printf(
                      "%.2f %s %s [%s]%n", s.score, s.label == null ? "U" : "F", s.text, s.group));
    }
    if (out != null) {
      double[] w = fit(samples, epochs, l2);
      AssignmentModel m =
          AssignmentModel.of(
              letters, w[AssignmentModel.SIZE], Arrays.copyOf(w, AssignmentModel.SIZE));
      try (OutputStream o = new GZIPOutputStream(Files.newOutputStream(Path.of(out)))) {
        m.write(o);
      }
    }
  }
}
