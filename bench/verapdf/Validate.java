import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** Checks each file against PDF/A-3a and PDF/UA-1 and prints every rule that failed; its status is their number. */
public class Validate {
  public static void main(String[] files) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    int failed = 0;
    for (String file : files)
      for (String[] kind : new String[][] {{"3a", "PDFA-3A"}, {"ua1", "PDFUA-1"}}) {
        Map<String, String> rules = new TreeMap<>();
        ValidationResult result = validate(file, kind[0], kind[1]);
        for (TestAssertion one : result.getTestAssertions())
          if (one.getStatus() == TestAssertion.Status.FAILED)
            rules.putIfAbsent(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber(),
                one.getMessage() + " @ " + one.getLocation().getContext());
        System.out.println(file + " " + kind[1] + ": " + rules.size() + " rules failed in " + result.getTotalAssertions() + " checks");
        rules.forEach((rule, message) -> System.out.println("    " + rule + " " + message));
        failed += rules.size();
      }
    System.exit(Math.min(failed, 255));
  }

  private static ValidationResult validate(String file, String flavour, String name) throws Exception {
    ValidationProfile profile;
    try (InputStream rules = Validate.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
      profile = Profiles.profileFromXml(rules);
    }
    PDFAFlavour kind = PDFAFlavour.byFlavourId(flavour);
    try (InputStream input = new FileInputStream(file); PDFAParser parser = Foundries.defaultInstance().createParser(input, kind)) {
      return Foundries.defaultInstance().createValidator(profile, 100000, false, true, false).validate(parser);
    }
  }
}
